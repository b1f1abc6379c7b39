# Objects of every type that has a view. The types are those of the format file, so that a new one is tested without being named.
BeforeDiscovery {
    . $PSScriptRoot/Tenant.ps1
    $format = [xml](Get-Content -Raw (Join-Path $Repository 'module/Kandji.Format.ps1xml'))
    $types = $format.SelectNodes('//View[TableControl]/ViewSelectedBy/TypeName').'#text' | Sort-Object -Unique |
        Where-Object { $_ -notlike '*.UnansweredChange' } | ForEach-Object { @{ type = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $format = [xml](Get-Content -Raw (Join-Path $Repository 'module/Kandji.Format.ps1xml'))
    $tenant = Start-Tenant -Devices 40
    $other = Start-Tenant -Devices 10
    $second = Connect-Kandji -Uri $other.Uri -Token $other.Token
    New-KandjiTag 'only in the second tenant' -Session $second | Out-Null
    $first = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
    $differences = Compare-KandjiTenant $first $second -Kind Tag
    Stop-Tenant $other
    Register-KandjiTenant acme -Uri acme.api.kandji.io -SecretName KandjiAcme | Out-Null
    $devices = Get-KandjiDevice
    $written = @(Read-Everything; $differences) | Group-Object { $_.PSObject.TypeNames[0] } -AsHashTable -AsString

    # The columns that text takes on a terminal.
    function Measure-Cell {
        param([string] $Text)
        $Text.Length + [regex]::Matches($Text, '[\u1100-\u115f\u2e80-\ud7a3\uff00-\uff60]').Count
    }
}

AfterAll {
    Stop-Tenant $tenant
}

Describe 'The table of <type>' -ForEach $types {
    It 'fits <_> columns and shows its headings' -ForEach 60, 80, 120, 200 {
        $objects = $written["$type"]
        $objects | Should -Not -BeNullOrEmpty
        $lines = ($objects | Out-String -Width $_) -split '\r?\n' -replace '\x1b\[[\d;]*m'
        foreach ($line in $lines) { Measure-Cell $line.TrimEnd() | Should -BeLessOrEqual $_ -Because $line }
        if ($_ -lt 80) { return }
        $view = $format.SelectNodes("//View[TableControl and ViewSelectedBy/TypeName='$type']")[0]
        foreach ($heading in $view.SelectNodes('.//TableColumnHeader/Label').'#text') { $lines -join ' ' | Should -BeLike "*$heading*" }
    }
}

Describe 'Format-Wide' {
    It 'shows what an app is called, on every platform' {
        foreach ($serial in 'C02KN0WN0MAC', 'F2LKN0WN0PHN', 'PF0KN0WN0WIN00', '47KN0WN0ANDRD1') {
            $app = @(Get-KandjiDeviceApp $serial)[0]
            $app | Format-Wide -Column 1 | Out-String | ForEach-Object Trim | Should -Be $app.App
            $app.App | Should -Not -BeNullOrEmpty
        }
    }

    It 'names the device of secrets, and shows none' {
        Get-KandjiDeviceSecret C02KN0WN0MAC | Format-Wide -Column 1 | Out-String | ForEach-Object Trim |
            Should -Be (Get-KandjiDevice C02KN0WN0MAC).DeviceName
    }
}

# Windows PowerShell divides the window equally among the columns that may grow.
Describe 'The table of devices' -Skip:($PSEdition -ne 'Core') {
    It 'shows names, addresses and blueprints whole in <columns> columns' -ForEach @{ columns = 120 }, @{ columns = 200 } {
        $table = $devices | Out-String -Width $columns
        $table.Contains([string][char]0x2026) | Should -BeFalse
        foreach ($device in $devices) {
            $table.Contains($device.DeviceName) | Should -BeTrue
            $table.Contains("$($device.User.Email)") | Should -BeTrue
            $table.Contains($device.BlueprintName) | Should -BeTrue
        }
    }

    It 'finds the width wherever it is said' {
        function Show-Device { param($Items, $Columns) $Items | Out-String -Width $Columns }
        $splat = @{ Width = 200 }
        $file = Join-Path $TestDrive devices.txt
        $devices | Out-File -LiteralPath $file -Width 200
        $whole = @(
            Show-Device $devices 200
            $devices | Out-String @splat
            Get-Content -Raw -LiteralPath $file
            & { $devices } | ForEach-Object { $_ } | Out-String -Width 200
            $devices | Out-String -Stream -Width 200 | Out-String -Width 300
        )
        foreach ($table in $whole) { $table.Contains([string][char]0x2026) | Should -BeFalse }
        (Show-Device $devices 80).Contains([string][char]0x2026) | Should -BeTrue
    }

    It 'is as wide as a job has room for' {
        $table = Start-Job {
            Import-Module $using:Manifest
            Connect-Kandji -Uri $using:tenant.Uri -Token $using:tenant.Token | Out-Null
            $read = Get-KandjiDevice
            $read | Out-String -Width 150
        } | Receive-Job -Wait -AutoRemoveJob
        $table.Contains([string][char]0x2026) | Should -BeFalse
    }
}
