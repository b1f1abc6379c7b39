BeforeDiscovery {
    $scripts = Get-ChildItem -Path (Join-Path $PSScriptRoot '../../examples') -Filter *.ps1 |
        ForEach-Object { @{ Name = $_.Name; File = $_.FullName } }
}

BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $examples = Join-Path $Repository examples
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
}

AfterAll { Remove-Item -LiteralPath $folder -Recurse -Force }

Describe 'The example <Name>' -ForEach $scripts {
    It 'has help with examples, -Apply, -WhatIf and a log' {
        $help = [System.Management.Automation.Language.Parser]::ParseFile($File, [ref] $null, [ref] $null).GetHelpContent()
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Examples.Count | Should -BeGreaterOrEqual 2
        $parameters = (Get-Command $File).Parameters
        'Apply', 'WhatIf', 'LogPath' | ForEach-Object { $parameters.Keys | Should -Contain $_ }
    }

    It 'ends with the exit code 2 and a logged reason when it cannot connect' {
        Disconnect-Kandji
        $log = Join-Path $folder "$Name.log"
        $arguments = @{ LogPath = $log; ErrorAction = 'SilentlyContinue' }
        if ($Name -eq 'Move-Devices.ps1') {
            Set-Content -LiteralPath (Join-Path $folder empty.csv) -Value 'serial_number,blueprint_name'
            $arguments.Path = Join-Path $folder empty.csv
        }
        if ($Name -eq 'Export-Inventory.ps1') { $arguments.Folder = Join-Path $folder inventory }
        if ($Name -like 'Send-Inventory*') {
            $arguments.Uri = 'https://receiver.example.com'
            $arguments.Secret = ConvertTo-SecureString 'a secret' -AsPlainText -Force
        }
        if ($Name -eq 'Send-InventoryToSnipeIt.ps1') { $arguments.ModelId = $arguments.StatusId = 1 }
        $env:KANDJI_TENANT = $env:KANDJI_TOKEN = $null
        & $File @arguments 2> $null
        $LASTEXITCODE | Should -Be 2
        Get-Content -LiteralPath $log | Select-Object -Last 1 | Should -BeLike '*could not begin*'
    }
}

Describe 'What the examples do' {
    BeforeEach {
        $tenant = Start-Tenant -Devices 60
        Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
        # The scripts inherit the strict mode of whoever calls them.
        Set-StrictMode -Version Latest
    }

    AfterEach {
        Disconnect-Kandji
        Stop-Tenant $tenant
    }

    It 'removes leavers from <From>, and only with -Apply' -ForEach @(
        @{ From = 'Entra' }
        @{ From = 'ActiveDirectory' }
        @{ From = 'Csv' }
    ) {
        function global:Get-MgUser {
            $id = [guid]::NewGuid().ToString()
            [pscustomobject]@{ Id = $id; DisplayName = 'L'; Mail = 'LEFT@example.com '; UserPrincipalName = 'x@example.com' }
        }
        function global:Get-ADUser { [pscustomobject]@{ Name = 'L'; EmailAddress = 'left@example.com'; UserPrincipalName = $null } }
        $path = Join-Path $folder left.csv
        Set-Content -LiteralPath $path -Value 'name,email', 'L,left@example.com', 'N,nobody@example.com'
        try {
            $shown = @(& $examples/Remove-Leavers.ps1 -From $From -Path $path)
            $shown.Outcome | Should -Be 'WouldRemove'
            Get-KandjiUser -Email left@example.com | Should -Not -BeNullOrEmpty

            $done = @(& $examples/Remove-Leavers.ps1 -From $From -Path $path -Apply)
            $LASTEXITCODE | Should -Be 0
            $done.Outcome | Should -Be 'Removed'
            @(Get-KandjiUser | Where-Object Email -eq left@example.com).Count | Should -Be 0
        } finally {
            Remove-Item Function:Get-MgUser, Function:Get-ADUser
        }
    }

    It 'removes nobody when more have left than the limit allows' {
        $path = Join-Path $folder all.csv
        Get-KandjiUser | Select-Object Email | Export-Csv -LiteralPath $path -NoTypeInformation
        $count = @(Get-KandjiUser).Count
        & $examples/Remove-Leavers.ps1 -From Csv -Path $path -MaxRemove 3 -Apply -ErrorAction SilentlyContinue 2> $null
        $LASTEXITCODE | Should -Be 2
        @(Get-KandjiUser).Count | Should -Be $count
    }

    It 'tags silent devices, and only with -Apply' {
        $silent = @(Get-KandjiDevice | Where-Object { $_.LastCheckIn -and $_.LastCheckIn -lt (Get-Date).AddDays(-30) })
        $silent.Count | Should -BeGreaterThan 0
        @(& $examples/Set-StaleDeviceTag.ps1 -Days 30).Outcome | Select-Object -Unique | Should -Be 'WouldAddTag'
        @(Get-KandjiDevice | Where-Object Tags -contains stale).Count | Should -Be 0

        @(& $examples/Set-StaleDeviceTag.ps1 -Days 30 -Apply -WhatIf).Outcome | Select-Object -Unique | Should -Be 'WouldAddTag'
        @(Get-KandjiDevice | Where-Object Tags -contains stale).Count | Should -Be 0

        @(& $examples/Set-StaleDeviceTag.ps1 -Days 30 -Apply).Outcome | Select-Object -Unique | Should -Be 'AddTag'
        $LASTEXITCODE | Should -Be 0
        @(Get-KandjiDevice | Where-Object Tags -contains stale).DeviceId | Sort-Object | Should -Be ($silent.DeviceId | Sort-Object)
        @(& $examples/Set-StaleDeviceTag.ps1 -Days 30 -Apply).Count | Should -Be 0
    }

    It 'removes tagged devices after the grace period, within the limit' {
        & $examples/Set-StaleDeviceTag.ps1 -Days 1 -Apply | Out-Null
        $before = @(Get-KandjiDevice).Count
        $stale = @(Get-KandjiDevice | Where-Object { $_.LastCheckIn -and $_.LastCheckIn -lt (Get-Date).AddDays(-5) }).Count
        & $examples/Set-StaleDeviceTag.ps1 -Days 1 -RemoveAfterDays 5 -MaxRemove 1 -Apply -ErrorAction SilentlyContinue 2> $null
        $LASTEXITCODE | Should -Be 2
        @(Get-KandjiDevice).Count | Should -Be $before

        & $examples/Set-StaleDeviceTag.ps1 -Days 1 -RemoveAfterDays 5 -MaxRemove 60 -Apply | Out-Null
        $LASTEXITCODE | Should -Be 0
        @(Get-KandjiDevice).Count | Should -Be ($before - $stale)
    }

    It 'moves devices only when every row is right, and only with -Apply' {
        $device = Get-KandjiDevice C02KN0WN0MAC
        $path = Join-Path $folder moves.csv
        Set-Content -LiteralPath $path -Value 'serial_number,blueprint_name', 'C02KN0WN0MAC,Sales', 'NOSUCHSERIAL,Sales'
        & $examples/Move-Devices.ps1 -Path $path -Apply -ErrorAction SilentlyContinue 2> $null
        $LASTEXITCODE | Should -Be 2
        (Get-KandjiDevice C02KN0WN0MAC).BlueprintName | Should -Be $device.BlueprintName

        Set-Content -LiteralPath $path -Value 'serial_number,blueprint_name', 'C02KN0WN0MAC,Sales'
        (& $examples/Move-Devices.ps1 -Path $path).Outcome | Should -Be 'WouldMove'
        (Get-KandjiDevice C02KN0WN0MAC).BlueprintName | Should -Be $device.BlueprintName

        (& $examples/Move-Devices.ps1 -Path $path -Apply).Outcome | Should -Be 'Moved'
        $LASTEXITCODE | Should -Be 0
        (Get-KandjiDevice C02KN0WN0MAC).BlueprintName | Should -Be 'Sales'
        (& $examples/Move-Devices.ps1 -Path $path -Apply).Outcome | Should -Be 'AlreadyThere'
    }

    It 'writes the compliance page, and sends it with -Apply' {
        $page = Join-Path $folder compliance.html
        $result = & $examples/Send-ComplianceMail.ps1 -Platform Mac -Path $page
        $result.Outcome | Should -Be 'Written'
        Get-Content -LiteralPath $page -Raw | Should -BeLike '*<table>*'

        $mails = New-Item -ItemType Directory -Path (Join-Path $folder ([guid]::NewGuid()))
        $mail = @{ To = 'it@example.com'; From = 'kandji@example.com'; PickupFolder = $mails.FullName }
        $result = & $examples/Send-ComplianceMail.ps1 -Platform Mac -Path $page @mail -Apply
        $LASTEXITCODE | Should -Be 0
        $result.Outcome | Should -Be 'Sent'
        @(Get-ChildItem -LiteralPath $mails.FullName -Filter *.eml).Count | Should -Be 1
    }

    It 'finds the Macs whose recovery key is missing' {
        $log = Join-Path $folder escrow.log
        $found = @(& $examples/Test-FileVaultEscrow.ps1 -LogPath $log)
        $LASTEXITCODE | Should -Be ([int]($found.Count -gt 0))
        $off = @(Get-KandjiPrism FileVault | Where-Object Status -eq $false)
        $off.Count | Should -BeGreaterThan 0
        @($found | Where-Object Problem -eq NotEncrypted).Count | Should -Be $off.Count
        @(Get-Content -LiteralPath $log).Count | Should -Be ($found.Count + 1)
    }

    Context 'with a receiver of changes' {
        BeforeEach {
            # A stand-in: it remembers what it was sent, and answers as the receiver does.
            $global:received = [System.Collections.Generic.List[object]]::new()
            $global:answer = { }
            function global:Invoke-RestMethod {
                param($Method, $Uri, $Body, $ContentType, $Headers, $MaximumRedirection, $TimeoutSec)
                $text = if ($Body) { [System.Text.Encoding]::UTF8.GetString($Body) }
                $request = [pscustomobject]@{ Method = $Method; Uri = [uri] $Uri; Body = $text; Headers = $Headers }
                $global:received.Add($request)
                & $global:answer $request
            }
            $store = Join-Path $folder ([guid]::NewGuid())
            $secret = ConvertTo-SecureString 'whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=' -AsPlainText -Force
            Sync-KandjiInventory $store -Baseline
            Set-KandjiDevice C02KN0WN0MAC -AssetTag 'NEW-1' | Out-Null
        }

        AfterEach {
            Remove-Item Function:Invoke-RestMethod
            Remove-Variable received, answer -Scope Global
        }

        It 'posts changes to a webhook, signed, and takes those that arrived' {
            $arguments = @{ Path = $store; Uri = 'https://hooks.example.com/kandji'; Secret = $secret }
            (& $examples/Send-InventoryToWebhook.ps1 @arguments).Outcome | Should -Be 'WouldSend'
            $received.Count | Should -Be 0

            $global:answer = { throw 'The receiver is down.' }
            (& $examples/Send-InventoryToWebhook.ps1 @arguments -Apply -ErrorAction SilentlyContinue 2> $null).Outcome | Should -Be 'Failed'
            $LASTEXITCODE | Should -Be 1
            $global:answer = { }
            (& $examples/Send-InventoryToWebhook.ps1 @arguments -Apply).Outcome | Should -Be 'Sent'
            $LASTEXITCODE | Should -Be 0
            @(& $examples/Send-InventoryToWebhook.ps1 @arguments -Apply).Count | Should -Be 0

            $received.Count | Should -Be 2
            $received[0].Headers['webhook-id'] | Should -Be $received[1].Headers['webhook-id']
            $sent = $received[1]
            $data = ($sent.Body | ConvertFrom-Json).data
            $data.property, $data.after | Should -Be 'AssetTag', 'NEW-1'
            $key = [System.Security.Cryptography.HMACSHA256]::new([System.Text.Encoding]::UTF8.GetBytes('0' * 32))
            $text = $sent.Headers['webhook-id'] + '.' + $sent.Headers['webhook-timestamp'] + '.' + $sent.Body
            $sent.Headers['webhook-signature'] |
                Should -Be ('v1,' + [Convert]::ToBase64String($key.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text))))
        }

        It 'posts to nothing but https' {
            & $examples/Send-InventoryToWebhook.ps1 -Path $store -Uri 'http://hooks.example.com' -Secret $secret -Apply 2> $null
            $LASTEXITCODE | Should -Be 2
            $received.Count | Should -Be 0
        }

        It 'creates and updates assets of Snipe-IT' {
            $arguments = @{ Path = $store; Uri = 'https://assets.example.com'; Secret = $secret }
            $arguments += @{ ModelId = 4; StatusId = 2; RemovedStatusId = 9 }
            $missing = [pscustomobject]@{ status = 'error'; messages = 'Asset does not exist.' }
            $global:answer = { if ($args[0].Method -eq 'Get') { $missing } }.GetNewClosure()
            (& $examples/Send-InventoryToSnipeIt.ps1 @arguments -Apply).Outcome | Should -Be 'Created'
            ($received[-1].Body | ConvertFrom-Json).serial | Should -Be 'C02KN0WN0MAC'

            $global:answer = { if ($args[0].Method -eq 'Get') { [pscustomobject]@{ rows = @([pscustomobject]@{ id = 17 }) } } }
            Set-KandjiDevice C02KN0WN0MAC -AssetTag 'NEW-2' | Out-Null
            (& $examples/Send-InventoryToSnipeIt.ps1 @arguments -Apply).Outcome | Should -Be 'Updated'
            $received[-1].Uri.AbsolutePath | Should -Be '/api/v1/hardware/17'
            Remove-KandjiDevice C02KN0WN0MAC -Force | Out-Null
            (& $examples/Send-InventoryToSnipeIt.ps1 @arguments -Apply).Outcome | Should -Be 'Retired'
            ($received[-1].Body | ConvertFrom-Json).status_id | Should -Be 9

            Set-KandjiDevice (Get-KandjiDevice -First 1) -AssetTag 'NEW-3' | Out-Null
            $global:answer = { [pscustomobject]@{ status = 'error'; messages = 'Unauthorized or unauthenticated.' } }
            & $examples/Send-InventoryToSnipeIt.ps1 @arguments -Apply 2> $null | Out-Null
            $LASTEXITCODE | Should -Be 1
        }

        It 'creates and updates records of ServiceNow' {
            $arguments = @{ Path = $store; Uri = 'https://acme.service-now.com'; Secret = $secret }
            $global:answer = { [pscustomobject]@{ result = @() } }
            (& $examples/Send-InventoryToServiceNow.ps1 @arguments -Apply).Outcome | Should -Be 'Created'
            $received[0].Uri.Query | Should -BeLike '*serial_number%3DC02KN0WN0MAC*'
            ($received[-1].Body | ConvertFrom-Json).asset_tag | Should -Be 'NEW-1'

            $global:answer = { [pscustomobject]@{ result = @([pscustomobject]@{ sys_id = 'abc' }) } }
            Set-KandjiDevice C02KN0WN0MAC -AssetTag 'NEW-2' | Out-Null
            (& $examples/Send-InventoryToServiceNow.ps1 @arguments -Apply).Outcome | Should -Be 'Updated'
            $received[-1].Uri.AbsolutePath | Should -Be '/api/now/table/cmdb_ci_computer/abc'
        }

        It 'appends lines of JSON for a SIEM, once' {
            $lines = Join-Path $folder ([guid]::NewGuid())
            $arguments = @{ Path = $store; CursorPath = "$store.cursor"; OutputPath = $lines }
            (& $examples/Export-ChangesToSiem.ps1 @arguments).Outcome | Should -Be 'WouldWrite'
            $lines | Should -Not -Exist
            $result = & $examples/Export-ChangesToSiem.ps1 @arguments -Apply
            $LASTEXITCODE | Should -Be 0
            $result.Changes | Should -Be 1
            $read = @(Get-Content -LiteralPath $lines | ForEach-Object { $_ | ConvertFrom-Json })
            $read.Count | Should -Be ($result.Changes + $result.Events)
            @($read.id | Select-Object -Unique).Count | Should -Be $read.Count
            @($read | Where-Object source -eq kandji.inventory).data.after | Should -Be 'NEW-1'
            (& $examples/Export-ChangesToSiem.ps1 @arguments -Apply).Events | Should -Be 0
        }
    }

    It 'writes the inventory and deletes old files only with -Apply' {
        $inventory = Join-Path $folder ([guid]::NewGuid())
        $old = New-Item -ItemType File -Path (Join-Path $inventory devices-2020-01-01.csv) -Force
        $old.LastWriteTime = (Get-Date).AddDays(-400)
        $result = & $examples/Export-Inventory.ps1 -Folder $inventory
        $result.Devices | Should -Be 60
        @(Import-Csv -LiteralPath $result.Path).Count | Should -Be 60
        $old.FullName | Should -Exist
        & $examples/Export-Inventory.ps1 -Folder $inventory -Apply | Out-Null
        $LASTEXITCODE | Should -Be 0
        $old.FullName | Should -Not -Exist
        Get-ChildItem -LiteralPath $inventory -Filter *.part | Should -BeNullOrEmpty
    }
}
