BeforeAll {
    . $PSScriptRoot/Tenant.ps1
}

Describe 'Plans' {
    BeforeEach {
        $tenant = Start-Tenant -Devices 40
        Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
        $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
        Push-Location -LiteralPath $folder
    }

    AfterEach {
        Pop-Location
        Disconnect-Kandji *
        Stop-Tenant $tenant
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'are made of the rows of a file, added to, and read' {
        Get-KandjiDevice -Platform Mac |
            Select-Object @{ n = 'serial_number'; e = 'SerialNumber' }, @{ n = 'blueprint_name'; e = { 'Sales' } } |
            Export-Csv moves.csv -NoTypeInformation
        $before = Get-KandjiDevice | Select-Object DeviceId, BlueprintId | ConvertTo-Json

        Import-Csv moves.csv | Set-KandjiDevice -AsPlan | Export-KandjiPlan q4.kplan.json -Comment 'CHG-4711' -ValidFor 8h
        Get-KandjiDevice -Platform iPad | Invoke-KandjiDeviceAction Erase -AsPlan | Export-KandjiPlan q4.kplan.json -Append | Out-Null

        $plan = Get-KandjiPlan q4.kplan.json
        $plan.Summary | Should -Match '^\d+ changes on \d+ devices \(\d+ Mac, \d+ iPad\): '
        $plan.DestructiveCount | Should -Be @(Get-KandjiDevice -Platform iPad).Count
        ($plan.Steps | Where-Object IsDestructive).CanUndo | Should -Not -Contain $true
        $plan | Out-String | Should -Match ('ValidUntil : ' + [regex]::Escape('{0:g}' -f $plan.ValidUntil))
        ($plan.Steps | Where-Object Platform -EQ Mac | Select-Object -First 1).After.blueprint_name | Should -Be 'Sales'
        Get-KandjiDevice | Select-Object DeviceId, BlueprintId | ConvertTo-Json | Should -Be $before
    }

    It 'are JSON that other programs read' {
        Move-KandjiDevice C02KN0WN0MAC Sales -AsPlan | Export-KandjiPlan q4.kplan.json | Out-Null

        $read = Get-Content -LiteralPath q4.kplan.json -Raw | ConvertFrom-Json
        $read.schema | Should -Be 1
        $read.steps[0].target.serial_number | Should -Be 'C02KN0WN0MAC'
        $after = (Get-KandjiPlan q4.kplan.json).Steps[0].After | ConvertTo-Json | ConvertFrom-Json
        $after.blueprint_name | Should -Be 'Sales'
    }

    It 'are refused once they were edited' {
        Move-KandjiDevice C02KN0WN0MAC Sales -AsPlan | Export-KandjiPlan q4.kplan.json | Out-Null
        (Get-Content -LiteralPath q4.kplan.json -Raw) -replace 'C02KN0WN0MAC', 'C02KN0WN0FV0' | Set-Content q4.kplan.json -NoNewline

        { Get-KandjiPlan q4.kplan.json -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiEditedPlan*'
    }

    It 'are not written after an error of a command before' {
        {
            Get-KandjiDevice C02NOSUCH -ErrorAction SilentlyContinue | Set-KandjiDevice -AsPlan -AssetTag x |
                Export-KandjiPlan q4.kplan.json -ErrorAction Stop
        } | Should -Throw -ErrorId 'KandjiPlanIncomplete*'
        Test-Path q4.kplan.json | Should -BeFalse
    }

    It 'are Markdown for a ticket' {
        Rename-KandjiDevice C02KN0WN0MAC '`@team` | [x](http://example.com)' -AsPlan | Export-KandjiPlan q4.kplan.json | Out-Null

        $text = Get-KandjiPlan q4.kplan.json -AsMarkdown
        @($text -split "`n" | Where-Object { $_ -like '| 1 *' })[0] | Should -BeLike '*``*C02KN0WN0MAC*'
    }

    It 'are approved, applied, looked at and undone' {
        $device = Get-KandjiDevice C02KN0WN0MAC
        Set-KandjiDevice $device -AssetTag 'Q4' -AsPlan | Export-KandjiPlan q4.kplan.json | Out-Null
        $approval = Approve-KandjiPlan q4.kplan.json -Comment 'As agreed' -WarningAction SilentlyContinue
        $approval.IsSigned | Should -BeFalse
        { Invoke-KandjiPlan q4.kplan.json -RequireApproval 1 -ApprovedBy ('0' * 40) -Force -ErrorAction Stop } |
            Should -Throw -ErrorId 'KandjiPlanNotApproved*'
        Invoke-KandjiPlan q4.kplan.json -WhatIf
        (Get-KandjiDevice C02KN0WN0MAC).AssetTag | Should -Be $device.AssetTag

        (Invoke-KandjiPlan q4.kplan.json -Force).Outcome | Should -Be Done
        (Get-KandjiDevice C02KN0WN0MAC).AssetTag | Should -Be 'Q4'
        (Get-KandjiPlan q4.kplan.json).State | Should -Be '1 Done'
        Invoke-KandjiPlan q4.kplan.json -Force | Should -BeNullOrEmpty

        (Undo-KandjiPlan q4.kplan.json -Force).Outcome | Should -Be Done
        (Get-KandjiDevice C02KN0WN0MAC).AssetTag | Should -Be $device.AssetTag
        (Get-KandjiPlan q4.kplan.json).Steps.Outcome | Should -Be Undone
    }

    It 'go on after their output was no longer wanted' {
        Get-KandjiDevice -Platform Mac | Select-Object -First 5 | Set-KandjiDevice -AssetTag 'Q4' -AsPlan |
            Export-KandjiPlan q4.kplan.json | Out-Null

        Invoke-KandjiPlan q4.kplan.json -Force -ThrottleLimit 1 | Select-Object -First 1 | Should -HaveCount 1
        Invoke-KandjiPlan q4.kplan.json -Force | Out-Null

        (Get-KandjiPlan q4.kplan.json).State | Should -Be '5 Done'
    }
}
