BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $module = Get-Module Kandji
}

Describe 'Importing the module' {
    It 'has a manifest that PowerShell accepts' {
        Test-ModuleManifest -Path $Manifest -WarningVariable warnings -ErrorAction Stop | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'says nothing, in a shell of its own' {
        $said = & $shell @shellStart -NonInteractive -Command "Import-Module '$Manifest'; 'imported'" 2>&1
        $said | Should -Be 'imported'
    }

    It 'exports the commands of the manifest, all of them and no others' {
        $promised = (Import-PowerShellDataFile -Path $Manifest).CmdletsToExport | Sort-Object
        $module.ExportedCommands.Keys | Sort-Object | Should -Be $promised
        $module.ExportedCommands.Values.CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'uses approved verbs and one prefix' {
        $approved = (Get-Verb).Verb
        foreach ($command in $module.ExportedCommands.Values) {
            $command.Verb | Should -BeIn $approved
            $command.Noun | Should -BeLike 'Kandji*'
        }
    }

    It 'loads what was built for this edition' {
        $folder = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
        $assembly = (Get-Command Get-KandjiDevice).ImplementingType.Assembly
        $assembly.Location | Should -BeLike "$($module.ModuleBase)*"
        $built = Join-Path $module.ModuleBase $folder
        # What is compiled for this platform is taken, where there is such.
        $own = Join-Path $built ([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)
        Split-Path $assembly.Location | Should -Be $(if ($PSEdition -eq 'Core' -and (Test-Path $own)) { $own } else { $built })
        $assembly.GetName().Version.ToString(3) | Should -Be $module.Version.ToString()
    }

    It 'brings no assemblies of others to PowerShell 7' -Skip:($PSEdition -ne 'Core') {
        $base = $module.ModuleBase
        $script = "Import-Module '$Manifest'; `$null = Get-Command -Module Kandji -Syntax; " +
            "[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not `$_.IsDynamic -and `$_.Location -like '$base*' } | " +
            "ForEach-Object { `$_.GetName().Name }"
        $loaded = & $shell @shellStart -NonInteractive -Command $script
        $loaded | Sort-Object | Should -Be @('Kandji.Automation', 'Kandji.Client', 'Kandji.PowerShell')
    }

    It 'reads JSON with its own assemblies on Windows PowerShell, whatever else is loaded' -Skip:($PSEdition -ne 'Desktop') {
        $own = Join-Path $module.ModuleBase net472
        $tenant = Start-Tenant
        try {
            Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
            Get-KandjiDevice -First 1 | Should -HaveCount 1
        } finally {
            Stop-Tenant $tenant
        }
        $needed = (Get-Command Get-KandjiDevice).ImplementingType.BaseType.Assembly.GetReferencedAssemblies() |
            Where-Object Name -EQ System.Text.Json
        $loaded = [AppDomain]::CurrentDomain.GetAssemblies() |
            Where-Object { $_.GetName().Name -eq 'System.Text.Json' -and $_.GetName().Version -eq $needed.Version }
        Split-Path $loaded.Location | Should -Be $own
    }

    It 'can be removed and imported again, and keeps the session when imported with -Force' {
        $tenant = Start-Tenant
        try {
            Remove-Module Kandji
            # Autoloading would find another copy where one is installed.
            & {
                $PSModuleAutoLoadingPreference = 'None'
                { Get-KandjiDevice } | Should -Throw -ErrorId CommandNotFoundException
            }
            Import-Module $Manifest
            Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
            Import-Module $Manifest -Force
            Get-KandjiDevice -First 1 | Should -HaveCount 1
        } finally {
            Stop-Tenant $tenant
        }
    }
}
