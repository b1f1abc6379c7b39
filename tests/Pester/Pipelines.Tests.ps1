BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant -Devices 3000
    $session = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
}

AfterAll {
    Stop-Tenant $tenant
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'Objects in pipelines' {
    It 'lists every device once' {
        $devices = Get-KandjiDevice
        $devices | Should -HaveCount 3000
        ($devices.DeviceId | Sort-Object -Unique) | Should -HaveCount 3000
    }

    It 'sorts and compares times as times' {
        $monthAgo = (Get-Date).AddDays(-30)
        $old = Get-KandjiDevice | Where-Object LastCheckIn -LT $monthAgo | Sort-Object LastCheckIn
        $old.Count | Should -BeGreaterThan 0
        # A device that was never heard from sorts first.
        $heard = @($old | Where-Object LastCheckIn)
        $heard[0].LastCheckIn | Should -BeOfType datetime
        $heard[0].LastCheckIn.Kind | Should -Be Local
        $heard[0].LastCheckIn | Should -BeLessOrEqual $heard[-1].LastCheckIn
    }

    It 'groups and measures' {
        $groups = Get-KandjiDevice | Group-Object Platform -NoElement
        $groups.Name | Should -Contain 'Mac'
        ($groups | Measure-Object Count -Sum).Sum | Should -Be 3000
    }

    It 'shows a table that fits 80 columns' {
        $lines = (Get-KandjiDevice -First 20 | Out-String -Width 80) -split '\r?\n'
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        ($lines | Where-Object { $_.Trim() }).Count | Should -BeGreaterOrEqual 21
    }

    It 'shows chosen columns with Format-Table and all with Format-List' {
        (Get-KandjiDevice C02KN0WN0MAC | Format-Table SerialNumber, BlueprintName | Out-String) | Should -Match 'C02KN0WN0MAC\s+Engineering'
        (Get-KandjiDevice C02KN0WN0MAC | Format-List * | Out-String) | Should -Match 'AssetTag\s+: NW-00001'
    }

    It 'becomes JSON and comes back' {
        $json = Get-KandjiDevice C02KN0WN0MAC | ConvertTo-Json -Depth 5 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $back = $json | ConvertFrom-Json
        $back.SerialNumber | Should -Be 'C02KN0WN0MAC'
        $back.User.Email | Should -Be 'ada@example.com'
    }

    It 'becomes CSV and comes back as the devices it was' {
        $file = Join-Path $folder devices.csv
        $devices = Get-KandjiDevice -Platform Mac -First 12
        $devices | Export-Csv -LiteralPath $file -NoTypeInformation
        $back = Import-Csv -LiteralPath $file | Get-KandjiDevice
        $back.DeviceId | Should -Be $devices.DeviceId
    }

    It 'takes the columns of a list that another team made' {
        $file = Join-Path $folder serials.csv
        'serial_number,reason', 'C02LEAVER001,left', 'F2LLEAVER002,left' | Set-Content -LiteralPath $file
        (Import-Csv -LiteralPath $file | Get-KandjiDevice).User.Email | Sort-Object -Unique | Should -Be 'left@example.com'
    }

    It 'can be written to a file and read again' {
        $file = Join-Path $folder devices.xml
        Get-KandjiDevice C02KN0WN0MAC | Export-Clixml -LiteralPath $file
        (Import-Clixml -LiteralPath $file | Get-KandjiDevice).SerialNumber | Should -Be 'C02KN0WN0MAC'
    }

    It 'leads from one kind of object to another' {
        (Get-KandjiBlueprint Engineering | ForEach-Object { Get-KandjiDevice -Blueprint $_ -First 3 }).BlueprintName |
            Sort-Object -Unique | Should -Be 'Engineering'
        (Get-KandjiDevice -User left@example.com).SerialNumber | Sort-Object | Should -Be @('C02LEAVER001', 'F2LLEAVER002')
    }

    It 'stops asking when nobody wants more' {
        $before = $session.RequestsSent
        Get-KandjiDevice | Select-Object -First 5 | Should -HaveCount 5
        ($session.RequestsSent - $before) |
            Should -BeLessOrEqual 3 -Because 'the list has eleven pages, of which one was used and two were asked for ahead'
    }
}

Describe 'Errors' {
    It 'go on after one object that is not there' {
        $found = 'C02KN0WN0MAC', 'NOSUCHSERIAL', 'C02LEAVER001' | Get-KandjiDevice -ErrorVariable errors -ErrorAction SilentlyContinue
        $found | Should -HaveCount 2
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'KandjiNotFound,*'
        $errors[0].CategoryInfo.Category | Should -Be ObjectNotFound
        "$($errors[0].TargetObject)" | Should -Be 'NOSUCHSERIAL'
    }

    It 'end the script with -ErrorAction Stop' {
        { 'NOSUCHSERIAL', 'C02KN0WN0MAC' | Get-KandjiDevice -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiNotFound,*'
    }

    It 'leave $? false and $Error filled' {
        $Error.Clear()
        Get-KandjiDevice NOSUCHSERIAL -ErrorAction SilentlyContinue
        $? | Should -BeFalse
        $Error | Should -HaveCount 1
    }
}

Describe 'Changes' {
    It 'send nothing with -WhatIf' {
        $devices = Get-KandjiDevice -Platform Mac -First 10
        $before = $session.RequestsSent
        $devices | Invoke-KandjiDeviceAction -Action Restart -WhatIf
        $devices | Invoke-KandjiDeviceAction -Action Erase -WhatIf
        $session.RequestsSent | Should -Be $before
    }

    It 'are refused for a device that is known by its name alone' {
        { Invoke-KandjiDeviceAction 'Front Desk' -Action Lock -Force -ErrorAction Stop } | Should -Throw
    }

    It 'say what became of them' {
        $answers = Get-KandjiDevice -Blueprint Engineering -Platform Mac -First 3 | Invoke-KandjiDeviceAction -Action BlankPush
        $answers | Should -HaveCount 3
    }
}

Describe 'Jobs and threads' {
    It 'share a session between the threads of ForEach-Object -Parallel' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $ids = (Get-KandjiDevice -First 12).DeviceId
        $found = $ids | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:Manifest
            Get-KandjiDevice -Device $_ -Session $using:session
        }
        $found.DeviceId | Sort-Object | Should -Be ($ids | Sort-Object)
    }

    It 'share a session with a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $job = Start-ThreadJob {
            Import-Module $using:Manifest
            Get-KandjiDevice C02KN0WN0MAC -Session $using:session
        }
        ($job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop).SerialNumber | Should -Be 'C02KN0WN0MAC'
    }

    It 'connect in a job of their own, and hand its objects back to a pipeline' {
        $job = Start-Job {
            Import-Module $using:Manifest
            $env:KANDJI_TOKEN = $using:tenant.PlainToken
            Connect-Kandji -Uri $using:tenant.Uri | Out-Null
            Get-KandjiDevice C02KN0WN0MAC
        }
        $device = $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop
        $device.PSTypeNames | Should -Contain 'Deserialized.Kandji.Client.Devices.Device'
        ($device | Get-KandjiDevice).SerialNumber | Should -Be 'C02KN0WN0MAC'
    }
}
