# A second version of the module in one process: refused in words that help, and without harm to the first.
BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $first = Split-Path $Manifest
    $folder = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }

    # Runs a script in a shell of its own: no process gets rid of the module that it has loaded.
    function Invoke-Shell {
        param([string] $Script)
        $lines = & $Shell @ShellStart -NonInteractive -Command "`$ErrorView = 'NormalView'; $Script" 2>&1 | ForEach-Object { "$_" }
        # Long lines are wrapped and coloured for the console.
        ($lines -join "`n") -replace "`e\[[0-9;]*m"
    }

    # A copy of the module with the version of its manifest changed, as somebody has it who looks at the difference of two builds.
    function Copy-Module {
        param([string] $Destination, [string] $Version)
        Copy-Item -LiteralPath $first -Destination $Destination -Recurse
        $text = Get-Content -LiteralPath $Destination/Kandji.psd1 -Raw
        $text -replace "(ModuleVersion\s*=\s*)'[^']+'", "`$1'$Version'" | Set-Content -LiteralPath $Destination/Kandji.psd1
    }

    # Makes an assembly another one to the runtime, as a build of another version is: its version and its module's id are others.
    function Set-AssemblyIdentity {
        param([string] $Path, [version] $Version)
        $bytes = [System.IO.File]::ReadAllBytes($Path)
        $image = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.MemoryStream]::new($bytes))
        $start = $image.PEHeaders.MetadataStartOffset
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($image)
        # The row of the assembly begins with the number of a hash algorithm, which has four bytes.
        $row = $start + 4 +
            [System.Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetTableMetadataOffset($metadata, 'Assembly')
        $parts = $Version.Major, $Version.Minor, $Version.Build, 0
        foreach ($i in 0..3) { [System.BitConverter]::GetBytes([uint16] $parts[$i]).CopyTo($bytes, $row + 2 * $i) }
        # The ids are the first in their heap.
        $ids = $start +
            [System.Reflection.Metadata.Ecma335.MetadataReaderExtensions]::GetHeapMetadataOffset($metadata, 'Guid')
        $metadata.GetGuid($metadata.GetModuleDefinition().Mvid).ToByteArray() | Should -Be $bytes[$ids..($ids + 15)]
        [guid]::NewGuid().ToByteArray().CopyTo($bytes, $ids)
        [System.IO.File]::WriteAllBytes($Path, $bytes)
    }

    $version = (Get-Module Kandji).Version
    $copied = Join-Path $TestDrive 'copied/Kandji'
    Copy-Module $copied '8.1.2'
    $built = Join-Path $TestDrive 'built/Kandji'
    Copy-Module $built '9.1.2'
    if ($PSEdition -eq 'Core') {
        # Without what is compiled for platforms, whose machine code is that of the assembly as it was.
        Get-ChildItem -LiteralPath "$built/$folder" -Directory | Where-Object Name -NE yaml | Remove-Item -Recurse
        Set-AssemblyIdentity "$built/$folder/Kandji.PowerShell.dll" 9.1.2
    }

    # Tries to import, and says what came of it.
    function Get-Attempt {
        param([string] $Path, [switch] $Force)
        "try { Import-Module '$Path' -Force:`$$Force; 'imported' } catch { `"`$(`$_.FullyQualifiedErrorId) `$_`" }"
    }

    function Assert-Refused {
        param([string] $Said, [string] $Own, [string] $OwnFolder, [string] $Loaded, [string] $LoadedFolder)
        $Said | Should -BeLike "*KandjiOtherVersionLoaded,*"
        $Said | Should -BeLike ("*Kandji $Own from '$OwnFolder' cannot be imported: this process has loaded Kandji $Loaded from " +
            "'$LoadedFolder'*Start a new PowerShell and import Kandji $Own there before any other: Import-Module '$OwnFolder'*")
        $Said | Should -Not -BeLike '*already present*'
        $Said | Should -Not -BeLike '*Assembly with same name*'
    }

    $state = '"$((Get-Command -Module Kandji).Count) $((Get-Command Get-KandjiDevice).Module.ModuleBase) " +' +
        '"$((Get-TypeData Kandji.Client.Devices.Device).Members.Keys | Sort-Object) ' +
        '$(@(Get-FormatData Kandji.Client.Devices.Device).Count)"'
}

Describe 'A second version of the module in a process' {
    It 'is refused beside the first, which goes on as before' {
        $said = Invoke-Shell "Import-Module '$Manifest'; $state; $(Get-Attempt $copied); $state; `$Error.Count"
        Assert-Refused $said '8.1.2' $copied $version $first
        $lines = $said -split "`n"
        $lines[0] | Should -Match '^\d+ .*Seen.* 1$'
        $lines[2] | Should -Be $lines[0]
    }

    It 'ends a script that imports it, and says why on the console' {
        $said = Invoke-Shell "`$ErrorActionPreference = 'Stop'; Import-Module '$Manifest'; Import-Module '$copied'; 'went on'"
        $said | Should -Not -Match 'went on'
        ($said -replace '\s+', ' ') | Should -BeLike "*Import-Module*Kandji 8.1.2 from *cannot be imported*KandjiOtherVersionLoaded*"
        $said | Should -Not -BeLike '*already present*'
    }

    It 'is refused when it is the same version in another folder' {
        $twin = Join-Path $TestDrive 'twin/Kandji'
        Copy-Module $twin $version
        $said = Invoke-Shell "Import-Module '$Manifest'; $(Get-Attempt $twin)"
        Assert-Refused $said $version $twin $version $first
    }

    It 'is refused with -Force too, and when the first was imported by another module' {
        New-Item -ItemType Directory -Path "$TestDrive/Fleet" | Out-Null
        Set-Content -LiteralPath "$TestDrive/Fleet/Fleet.psm1" -Value "Import-Module '$Manifest'"
        $said = Invoke-Shell "Import-Module '$TestDrive/Fleet'; $(Get-Attempt $copied -Force)"
        Assert-Refused $said '8.1.2' $copied $version $first
    }

    It 'is refused when it was built otherwise: <name>' -Skip:($PSEdition -ne 'Core') -ForEach @(
        @{ name = 'beside the first'; between = '' }
        @{ name = 'after Remove-Module'; between = 'Remove-Module Kandji;' }
    ) {
        $said = Invoke-Shell "Import-Module '$Manifest'; $between $(Get-Attempt $built)"
        Assert-Refused $said '9.1.2' $built $version $first
    }

    It 'is refused in another runspace' -Skip:($PSEdition -ne 'Core') {
        $said = Invoke-Shell ("Import-Module '$Manifest'; 1 | ForEach-Object -Parallel { $(Get-Attempt $built); " +
            "Import-Module '$Manifest' -ErrorAction Stop; $state }; $state")
        Assert-Refused $said '9.1.2' $built $version $first
        $lines = $said -split "`n"
        $lines[1] | Should -Match '^\d+ .*Seen.* 1$'
        $lines[1] | Should -Be $lines[2]
    }

    It 'is the one that stays where it is imported first' -Skip:($PSEdition -ne 'Core') {
        $said = Invoke-Shell "Import-Module '$built' -ErrorAction Stop; $state; $(Get-Attempt $Manifest)"
        ($said -split "`n")[0] | Should -Match '^\d+ .*Seen.* 1$'
        Assert-Refused $said $version $first '9.1.2' $built
    }

    It 'is not what is said of a module that is broken' {
        $broken = Join-Path $TestDrive 'broken/Kandji'
        Copy-Module $broken '7.1.2'
        Get-ChildItem -LiteralPath $broken -Recurse -Filter Kandji.PowerShell.dll | Remove-Item
        $said = Invoke-Shell "$(Get-Attempt $broken)"
        $said | Should -BeLike '*Kandji.PowerShell.dll*'
        $said | Should -Not -BeLike '*KandjiOtherVersionLoaded*'
    }
}

Describe 'What is compiled for a platform' -Skip:($PSEdition -ne 'Core') {
    It 'is left aside where it is of another platform, without a trace' {
        $copy = Join-Path $TestDrive 'other/Kandji'
        Copy-Module $copy $version
        Get-ChildItem -LiteralPath "$copy/net8.0" -Directory | Where-Object Name -NE yaml | Remove-Item -Recurse
        New-Item -ItemType Directory -Path "$copy/net8.0/plan9-z80" | Out-Null
        Set-Content -LiteralPath "$copy/net8.0/plan9-z80/Kandji.PowerShell.dll" -Value 'machine code of something else'
        $said = Invoke-Shell ("Import-Module '$copy'; " +
            "`"`$([Kandji.PowerShell.Sessions.KandjiSession].Assembly.Location) `$(`$Error.Count)`"; $state")
        $lines = $said -split "`n"
        $lines[0] | Should -Be "$(Join-Path $copy 'net8.0/Kandji.PowerShell.dll') 0"
        $lines[1] | Should -Match '^\d+ .*Seen.* 1$'
    }

    It 'is left aside by constrained language, which may not ask for the platform' {
        $script = "`$rs = [runspacefactory]::CreateRunspace(); `$rs.Open(); `$rs.LanguageMode = 'ConstrainedLanguage'; " +
            "`$ps = [powershell]::Create(); `$ps.Runspace = `$rs; " +
            "`$ps.AddScript(`"Import-Module '$Manifest'; (Get-Command -Module Kandji).Count; ```$Error.Count`").Invoke(); " +
            '$ps.Streams.Error'
        $lines = (Invoke-Shell $script) -split "`n"
        $lines | Should -HaveCount 2
        $lines[0] | Should -Match '^\d+$'
        $lines[1] | Should -Be '0'
    }
}

Describe 'The same version of the module in a process' {
    It 'is imported again and again, and leaves nothing when it is removed' {
        $said = Invoke-Shell ("Import-Module '$Manifest'; $state; " +
            "Import-Module '$Manifest' -Force; Import-Module '$first' -Force; $state; " +
            "Remove-Module Kandji; Import-Module '$Manifest'; $state; Remove-Module Kandji; `$PSModuleAutoLoadingPreference = 'None'; " +
            "`"`$(@(Get-TypeData Kandji.*).Count) `$(@(Get-FormatData Kandji.*).Count) `$(@(Get-Module Kandji* -All).Count)`"; " +
            "`$Error.Count")
        $lines = $said -split "`n"
        $lines | Should -HaveCount 5
        $lines[0] | Should -Match '^\d+ .*Seen.* 1$'
        $lines[1..2] | Should -Be @($lines[0], $lines[0])
        $lines[3..4] | Should -Be @('0 0 0', '0')
    }

    It 'is imported in several runspaces at once, and in jobs' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $said = Invoke-Shell ("1..8 | ForEach-Object -ThrottleLimit 8 -Parallel { Import-Module '$Manifest'; $state } | " +
            'Sort-Object -Unique; ' +
            "Start-ThreadJob { Import-Module '$Manifest'; $state } | Receive-Job -Wait -AutoRemoveJob; " +
            "Start-Job { Import-Module '$Manifest'; $state } | Receive-Job -Wait -AutoRemoveJob; `$Error.Count")
        $lines = $said -split "`n"
        $lines | Should -HaveCount 4
        $lines[0] | Should -Match '^\d+ .*Seen.* 1$'
        $lines[1..2] | Should -Be @($lines[0], $lines[0])
        $lines[3] | Should -Be '0'
    }
}
