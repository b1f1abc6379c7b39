BeforeDiscovery {
    . $PSScriptRoot/Tenant.ps1
    # A parameter that has to be given is mandatory, or required by an error of this module's own.
    $reads = Get-Command -Module Kandji -Verb Get | ForEach-Object {
        $set = $_.ParameterSets | Where-Object IsDefault
        if (-not $set) { $set = $_.ParameterSets[0] }
        @{
            Name = $_.Name
            Mandatory = [bool]($set.Parameters | Where-Object IsMandatory)
            Required = $_.Parameters.Values.Attributes.TypeId.Name -contains 'RequiredArgumentAttribute'
        }
    }
    $lists = $reads | Where-Object { -not $_.Mandatory -and -not $_.Required }
    $required = $reads | Where-Object Required
}

BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant -Devices 60
    $session = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    Register-KandjiTenant acme $tenant.Uri KandjiAcme
}

AfterAll {
    Stop-Tenant $tenant
    Unregister-KandjiTenant acme
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe '<Name> without parameters' -ForEach $lists {
    It 'lists what there is, in a table that fits 80 columns, and as JSON' {
        $items = @(& $Name -ErrorAction Stop | Select-Object -First 5)
        $items.Count | Should -BeGreaterThan 0
        $lines = ($items | Out-String -Width 80) -split '\r?\n' -replace '\x1b\[[\d;]*m'
        $lines | Where-Object { $_.TrimEnd().Length -gt 80 } | Should -BeNullOrEmpty
        $json = ConvertTo-Json -InputObject $items -Depth 10 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
        # Windows PowerShell writes an array as one object: only a variable makes the two the same.
        $back = $json | ConvertFrom-Json
        @($back).Count | Should -Be $items.Count
    }
}

Describe '<Name> without the parameter that it requires' -ForEach $required {
    It 'ends with one error that says how to give it, and asks for nothing' {
        { & $Name -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'KandjiInvalidArgument*'
    }
}

Describe 'A day''s work' {
    It 'wakes the Macs of a blueprint' {
        $answers = Get-KandjiDevice -Platform Mac -Blueprint Engineering | Invoke-KandjiDeviceAction -Action BlankPush
        $answers.Count | Should -Be @(Get-KandjiDevice -Platform Mac -Blueprint Engineering).Count
    }

    It 'reads the details of many devices in their order' {
        $devices = Get-KandjiDevice -First 20
        ($devices | Get-KandjiDeviceDetail).DeviceId | Should -Be $devices.DeviceId
    }

    It 'finds who has an application' {
        $found = Get-KandjiDevice -Platform Mac -First 5 | Get-KandjiDeviceApp | Group-Object AppName | Sort-Object Count -Descending
        $found[0].Count | Should -BeGreaterThan 1
    }

    It 'writes notes, changes them and takes them away' {
        $note = New-KandjiDeviceNote C02KN0WN0MAC -Content 'Hinge is loose'
        (Get-KandjiDeviceNote C02KN0WN0MAC).Content | Should -Contain 'Hinge is loose'
        $note | Set-KandjiDeviceNote -Content 'Hinge was replaced'
        (Get-KandjiDeviceNote C02KN0WN0MAC).Content | Should -Contain 'Hinge was replaced'
        $note | Remove-KandjiDeviceNote -Confirm:$false
        (Get-KandjiDeviceNote C02KN0WN0MAC).Content | Should -Not -Contain 'Hinge was replaced'
    }

    It 'makes a tag, renames it and takes it away' {
        New-KandjiTag lease-2030 | Out-Null
        Rename-KandjiTag lease-2030 lease-2031 | Out-Null
        (Get-KandjiTag).Name | Should -Contain 'lease-2031'
        Get-KandjiTag lease-2031 | Remove-KandjiTag -Confirm:$false
        (Get-KandjiTag).Name | Should -Not -Contain 'lease-2031'
    }

    It 'reports what fails compliance, as CSV' {
        $file = Join-Path $folder report.csv
        Get-KandjiDevice -Blueprint Engineering | Get-KandjiComplianceReport | Export-Csv -LiteralPath $file -NoTypeInformation
        $rows = @(Import-Csv -LiteralPath $file)
        $rows.Count | Should -Be @(Get-KandjiDevice -Blueprint Engineering).Count
        $rows[0].PSObject.Properties.Name | Should -Contain 'IsCompliant'
    }

    It 'sums the fleet up' {
        $sum = Get-KandjiFleetSummary Platform | Measure-Object Count -Sum
        $sum.Sum | Should -Be 60
    }

    It 'asks Prism, and exports from it' {
        Get-KandjiPrism FileVault -Filter @{ Status = $false } | ForEach-Object { $_.Status | Should -BeFalse }
        $file = Export-KandjiPrism Apps -Path (Join-Path $folder apps.csv) -Platform Mac
        @(Import-Csv -LiteralPath $file.FullName).Count | Should -BeGreaterThan 10
    }

    It 'goes from a vulnerability to the devices that have it' {
        $devices = Get-KandjiVulnerability -First 3 | Get-KandjiVulnerabilityDevice | Get-KandjiDevice
        $devices | ForEach-Object { $_.PSTypeNames | Should -Contain 'Kandji.Client.Devices.Device' }
    }

    It 'keeps a script of the library in step with a file' {
        $file = Join-Path $folder check.sh
        "#!/bin/zsh`necho fine" | Set-Content -LiteralPath $file
        $script = New-KandjiCustomScript -Name 'Pester check' -Path $file -ExecutionFrequency once
        (Get-KandjiCustomScript 'Pester check').Script | Should -Match 'echo fine'
        $script | Remove-KandjiCustomScript -Force
        Get-KandjiCustomScript 'Pester check' -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'shows a FileVault key to who asks for it, and to nobody else' {
        $log = Join-Path $folder log.txt
        # With -Debug Windows PowerShell asks after each message.
        $VerbosePreference = $DebugPreference = 'Continue'
        $key = (Get-KandjiDeviceSecret C02KN0WN0MAC -Type FileVaultKey 4> $log 5>> $log).FileVaultKey
        $key | Should -Not -BeNullOrEmpty
        Get-Content -LiteralPath $log -Raw | Should -Match 'GET /api/v1/devices'
        Get-Content -LiteralPath $log -Raw | Should -Match 'Authorization: \*\*\*' -Because 'the headers are told'
        Get-Content -LiteralPath $log -Raw | Should -Not -Match ([regex]::Escape($key))
    }

    It 'ends with an error that says what to do when a scheduled script asks and nobody can answer' {
        $script = Join-Path $folder unattended.ps1
        @'
param($Manifest, $Uri)
Import-Module $Manifest
Connect-Kandji -Uri $Uri | Out-Null
try { Remove-KandjiDevice C02KN0WN0FV0 } catch { $_.FullyQualifiedErrorId }
'@ | Set-Content -LiteralPath $script
        $env:KANDJI_TOKEN = $tenant.PlainToken
        try {
            # Without -NonInteractive, and with an input that has ended, as cron and CI start it.
            $said = @() | & $shell @shellStart -File $script $Manifest $tenant.Uri.AbsoluteUri *>&1 | Out-String
        } finally {
            Remove-Item Env:KANDJI_TOKEN
        }
        $said | Should -Match 'KandjiConfirmationNeeded,'
        Get-KandjiDevice C02KN0WN0FV0 | Should -HaveCount 1
    }

    It 'reaches what has no command yet' {
        (Invoke-KandjiApi '/api/v1/devices?platform=Mac' -First 3) | Should -HaveCount 3
        Invoke-KandjiApi /api/v1/tags -Method POST -Body @{ name = 'raw' } | Out-Null
        (Get-KandjiTag).Name | Should -Contain 'raw'
    }

    It 'tells which permissions a script needs' {
        (Test-KandjiPermission -For { Get-KandjiDevice | Invoke-KandjiDeviceAction -Action BlankPush }).Permission |
            Should -Contain 'Blank push'
        Test-KandjiPermission -For Get-KandjiUser -Quiet | Should -BeTrue
    }

    It 'sees a leaver off' {
        $before = $session.RequestsSent
        { Remove-KandjiUser left@example.com -UnassignDevices -WhatIf } | Should -Not -Throw
        Get-KandjiUser left@example.com | Should -HaveCount 1
        $session.RequestsSent | Should -BeGreaterThan $before
        Remove-KandjiUser left@example.com -UnassignDevices -Force
        Get-KandjiUser left@example.com -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-KandjiDevice C02LEAVER001 | ForEach-Object User | Should -BeNullOrEmpty
    }
}
