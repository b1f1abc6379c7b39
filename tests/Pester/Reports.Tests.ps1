BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant
    Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
    $folder = Join-Path ([IO.Path]::GetTempPath()) "kandji-$([guid]::NewGuid().ToString('N'))"
    New-Item -ItemType Directory $folder | Out-Null
    Push-Location -LiteralPath $folder
}

AfterAll {
    Pop-Location
    Disconnect-Kandji
    Stop-Tenant $tenant
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
}

Describe 'Export-KandjiReport' {
    It 'writes a page beside the current location, with the trend of an inventory' {
        Sync-KandjiInventory ./acme.inventory -Baseline
        $file = Export-KandjiReport ./fleet.html -Fast -Inventory ./acme.inventory -Title 'Northwind'
        $file.FullName | Should -Be (Join-Path $PWD fleet.html)
        $page = Get-Content -LiteralPath fleet.html -Raw -Encoding utf8
        $page | Should -Match '<h1>Northwind</h1>'
        $page | Should -Match 'Devices by platform'
        $page | Should -Match "script-src 'sha256-"
    }

    It 'writes tables that Import-Csv reads and that pipe into commands' {
        Export-KandjiReport ./tables -As Csv -Fast
        $devices = Import-Csv ./tables/devices.csv -Encoding utf8
        $devices.Count | Should -Be @(Get-KandjiDevice).Count
        ($devices | Select-Object -First 3 | Get-KandjiDevice).SerialNumber | Should -Be $devices[0..2].SerialNumber
        ($devices | Where-Object SerialNumber -EQ 'C02KN0WN0MAC').DeviceName | Should -Be (Get-KandjiDevice C02KN0WN0MAC).DeviceName
        (Import-Csv ./tables/not-read.csv).Table | Should -Contain 'items'
    }

    It 'names no device with -Anonymize' {
        Export-KandjiReport ./tables -As Csv -Fast -Anonymize
        (Get-ChildItem ./tables | Get-Content -Encoding utf8) -join "`n" | Should -Not -Match 'C02KN0WN0MAC|ada@example\.com'
    }
}
