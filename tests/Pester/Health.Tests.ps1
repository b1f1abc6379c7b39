BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant -Devices 60
    Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
}

AfterAll {
    Stop-Tenant $tenant
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'The health of a fleet' {
    It 'is tested by a new policy, worst first' {
        $policy = New-KandjiPolicy (Join-Path $folder policy.psd1)
        $findings = @(Test-KandjiFleet -Policy $policy.FullName | Where-Object State -EQ Found)
        $findings.Count | Should -BeGreaterThan 5
        $order = @($findings.Severity | ForEach-Object { [int]$_ })
        Compare-Object $order @($order | Sort-Object -Descending) -SyncWindow 0 | Should -BeNullOrEmpty
        ($findings | Where-Object RuleId -EQ KH001).Subject.SerialNumber | Should -Contain 'C02KN0WN0FV0'
    }

    It 'is written as SARIF, JUnit and Markdown' {
        $findings = Test-KandjiFleet -Fast
        $sarif = Get-Content -LiteralPath ($findings | Export-KandjiReport (Join-Path $folder fleet.sarif)).FullName -Raw
        $found = @($findings | Where-Object State -EQ Found).Count
        ($sarif | ConvertFrom-Json).runs[0].results.Count | Should -Be $found
        [xml]$junit = Get-Content -LiteralPath ($findings | Export-KandjiReport (Join-Path $folder fleet.xml)).FullName -Raw
        $junit.testsuites.failures | Should -Be $found
        $markdown = Get-Content -LiteralPath ($findings | Export-KandjiReport (Join-Path $folder fleet.md)).FullName
        $markdown[0] | Should -Be '# Fleet report'
    }

    It 'fails a script where it is bad, and says which error that is' {
        $thrown = try { Test-KandjiFleet -Rule KH001 -FailOn High | Out-Null } catch { $_ }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'KandjiFindings,*'
    }

    It 'is mended by a plan, after which nothing is found' {
        $device = Get-KandjiUser 'left@example.com' | Get-KandjiDevice | Select-Object -First 1
        $device | Set-KandjiDevice -User 'archived@example.com' | Out-Null
        $fixes = (Test-KandjiFleet $device.SerialNumber -Rule KH015).FixPlan
        $plan = $fixes | Export-KandjiPlan (Join-Path $folder fix.kplan.json)
        $plan.StepCount | Should -Be 1
        Invoke-KandjiPlan $plan.Path -Force | Out-Null
        Test-KandjiFleet $device.SerialNumber -Rule KH015 | Should -BeNullOrEmpty
    }
}
