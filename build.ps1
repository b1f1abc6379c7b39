#Requires -Version 5.1

<#
.SYNOPSIS
    Builds, tests and packs the module. Needs the .NET SDK that global.json names.
.DESCRIPTION
    Each task is one or two commands that can be typed as well; this only spares the typing.

      Build    out/Kandji: the module and its help, to import   dotnet build src/Kandji.PowerShell; dotnet build tools/Kandji.Help
      Test     all tests, the Pester suite among them           dotnet test
      Pester   the Pester suite, in this PowerShell             tests/Pester/Run.ps1
      Pack     artifacts/: gallery package, zip, NuGet library  dotnet run -c Release --project tools/Kandji.Pack
      Install  the module into the user's module path
      Demo     a tour on a simulated tenant                     dotnet run --project tools/Kandji.Shell
      Docs     docs/commands, from the cmdlets' comments        dotnet run --project tools/Kandji.Help
      Clean    everything that is not source, away
.EXAMPLE
    ./build.ps1
    Builds the module into out/Kandji.
.EXAMPLE
    ./build.ps1 -Task Test, Pester
    Runs all tests, and the Pester suite once more in the PowerShell that this is typed in.
.EXAMPLE
    ./build.ps1 -Task Install
    Builds the module and puts it where Import-Module Kandji finds it.
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [ValidateSet('Build', 'Test', 'Pester', 'Pack', 'Install', 'Demo', 'Docs', 'Clean')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The project's page, for the packages' metadata and Get-Help -Online.
    [uri] $ProjectUri
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Set-Location -LiteralPath $PSScriptRoot

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') failed with exit code $LASTEXITCODE." }
}

# What ships, for both editions of PowerShell, and nothing else. Without the analyzers, which take longer than all the rest and change
# nothing that ships: dotnet build and the build server run them.
function Invoke-BuildTask {
    Invoke-DotNet build src/Kandji.PowerShell --configuration $Configuration '-p:RunAnalyzers=false'
    Invoke-DotNet build tools/Kandji.Help --configuration $Configuration '-p:RunAnalyzers=false'
}

function Invoke-TestTask { Invoke-DotNet test --configuration $Configuration }

function Invoke-PesterTask {
    Invoke-BuildTask
    # Brings Pester too, and builds the simulated tenant that the suite starts.
    Invoke-DotNet build tests/Kandji.Pester.Tests --configuration $Configuration
    $pester = & dotnet msbuild tests/Kandji.Pester.Tests -getProperty:PesterManifest
    New-Item -ItemType Directory -Path artifacts -Force | Out-Null
    # In a process of its own, as the module is imported there and what this one has imported is in nobody's way.
    $shell = [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
    # The PowerShell that is a .NET tool runs inside dotnet.
    $start = @(if ([System.IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    & $shell @start -NoProfile -NonInteractive -File tests/Pester/Run.ps1 -Pester $pester -ReportPath "artifacts/pester-$PSEdition.xml"
    if ($LASTEXITCODE -ne 0) { throw 'Pester tests failed.' }
}

function Invoke-PackTask {
    $options = @(if ($ProjectUri) { '--project-uri', $ProjectUri.AbsoluteUri })
    Invoke-DotNet run --configuration Release --project tools/Kandji.Pack -- @options
}

function Invoke-InstallTask {
    Invoke-BuildTask
    $version = (Test-ModuleManifest -Path out/Kandji/Kandji.psd1).Version
    $modules = if ($PSEdition -eq 'Core' -and -not $IsWindows) {
        Join-Path $(if ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME } else { "$HOME/.local/share" }) 'powershell/Modules'
    } else {
        $edition = if ($PSEdition -eq 'Core') { 'PowerShell' } else { 'WindowsPowerShell' }
        Join-Path ([Environment]::GetFolderPath('MyDocuments')) "$edition/Modules"
    }
    $target = Join-Path $modules "Kandji/$version"
    if (Test-Path $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    New-Item -ItemType Directory -Path $target -Force | Out-Null
    Copy-Item -Path out/Kandji/* -Destination $target -Recurse
    "Installed Kandji $version into $target."
}

function Invoke-DemoTask { Invoke-DotNet run --project tools/Kandji.Shell }

function Invoke-DocsTask { Invoke-DotNet run --project tools/Kandji.Help -- docs docs/commands }

function Invoke-CleanTask {
    Get-ChildItem -Path src, tests, tools, benchmarks -Directory -Recurse -Include bin, obj -ErrorAction Ignore |
        Remove-Item -Recurse -Force
    Remove-Item -Path out, artifacts -Recurse -Force -ErrorAction Ignore
}

foreach ($name in $Task) { & "Invoke-${name}Task" }
