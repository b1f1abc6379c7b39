#Requires -Version 5.1
<#
.SYNOPSIS
    Builds, tests and packs the module. Needs the .NET SDK that global.json names.
.DESCRIPTION
    Each task is one or two commands that can be typed as well; this only spares the typing.

      Build    out/Kandji: the module, to import                dotnet build
      Test     the xunit tests                                  dotnet test
      Pester   the module as users run it, in this PowerShell   Invoke-Pester tests/Pester
      Pack     artifacts/: gallery package, zip, NuGet library  dotnet run -c Release --project tools/Kandji.Pack
      Install  the module into the user's module path
      Demo     a tour on a simulated tenant                     dotnet run --project tools/Kandji.Shell
      Docs     docs/commands, from the cmdlets' comments        dotnet run --project tools/Kandji.Help
      Clean    everything that is not source, away
.EXAMPLE
    ./build.ps1
    Builds the module into out/Kandji.
.EXAMPLE
    ./build.ps1 -Task Build, Test, Pester
    What the build server does.
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

function Invoke-BuildTask { Invoke-DotNet build Kandji.sln --configuration $Configuration }

function Invoke-TestTask { Invoke-DotNet test --configuration $Configuration }

function Invoke-PesterTask {
    if (-not (Get-Module -ListAvailable -Name Pester | Where-Object Version -GE '5.5')) {
        throw 'Pester 5.5 or later is needed: Install-Module Pester -MinimumVersion 5.5 -Force -SkipPublisherCheck -Scope CurrentUser'
    }
    Import-Module -Name Pester -MinimumVersion 5.5
    if (-not (Test-Path out/Kandji/Kandji.psd1) -or -not (Get-ChildItem tests/Kandji.Simulator/bin -Recurse -Filter Kandji.Simulator.dll -ErrorAction Ignore)) { Invoke-BuildTask }
    New-Item -ItemType Directory -Path artifacts -Force | Out-Null
    $result = Invoke-Pester -Configuration @{
        Run        = @{ Path = 'tests/Pester'; PassThru = $true }
        Output     = @{ Verbosity = 'Detailed' }
        TestResult = @{ Enabled = $true; OutputPath = "artifacts/pester-$PSEdition.xml" }
    }
    '{0} passed, {1} failed, {2} skipped' -f $result.PassedCount, ($result.TotalCount - $result.PassedCount - $result.SkippedCount - $result.NotRunCount), $result.SkippedCount
    if ($result.Result -ne 'Passed') { throw 'Pester tests failed.' }
}

function Invoke-PackTask {
    $options = @(if ($ProjectUri) { '--project-uri', $ProjectUri.AbsoluteUri })
    Invoke-DotNet run --configuration Release --project tools/Kandji.Pack -- @options
}

function Invoke-InstallTask {
    Invoke-BuildTask
    $version = (Test-ModuleManifest -Path out/Kandji/Kandji.psd1).Version
    $modules = if ($PSEdition -eq 'Core' -and -not $IsWindows) { Join-Path $(if ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME } else { "$HOME/.local/share" }) 'powershell/Modules' }
    else { Join-Path ([Environment]::GetFolderPath('MyDocuments')) $(if ($PSEdition -eq 'Core') { 'PowerShell/Modules' } else { 'WindowsPowerShell/Modules' }) }
    $target = Join-Path $modules "Kandji/$version"
    if (Test-Path $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    New-Item -ItemType Directory -Path $target -Force | Out-Null
    Copy-Item -Path out/Kandji/* -Destination $target -Recurse
    "Installed Kandji $version into $target."
}

function Invoke-DemoTask { Invoke-DotNet run --project tools/Kandji.Shell }

function Invoke-DocsTask { Invoke-DotNet run --project tools/Kandji.Help -- docs docs/commands }

function Invoke-CleanTask {
    Get-ChildItem -Path src, tests, tools, benchmarks -Directory -Recurse -Include bin, obj -ErrorAction Ignore | Remove-Item -Recurse -Force
    Remove-Item -Path out, artifacts -Recurse -Force -ErrorAction Ignore
}

foreach ($name in $Task) { & "Invoke-${name}Task" }
