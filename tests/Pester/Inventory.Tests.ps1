BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant -Devices 20
    $session = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))

    # Runs a script beside this one, in a runspace of its own, which ends with Stop.
    function Start-Beside {
        param([string] $Script)
        $beside = [powershell]::Create()
        [void] $beside.AddScript("Import-Module '$Manifest'`n" + $Script).AddArgument($session)
        [pscustomobject]@{ PowerShell = $beside; Handle = $beside.BeginInvoke() }
    }
}

AfterAll {
    Stop-Tenant $tenant
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'What changed since last time' {
    BeforeEach { $store = Join-Path $folder ([guid]::NewGuid()) }

    It 'is returned until it was taken' {
        Sync-KandjiInventory $store -Baseline | Should -BeNullOrEmpty
        Set-KandjiDevice C02KN0WN0MAC -AssetTag 'P-1' | Out-Null
        $changes = @(Sync-KandjiInventory $store)
        $changes.Count | Should -Be 1
        $changes[0].Property, $changes[0].After | Should -Be 'AssetTag', 'P-1'
        (Sync-KandjiInventory $store).Id | Should -Be $changes[0].Id
        $changes | Complete-KandjiInventory $store
        Sync-KandjiInventory $store | Should -BeNullOrEmpty
        (Get-KandjiInventory $store -History C02KN0WN0MAC).After | Should -Be 'P-1'
        @(Get-KandjiInventory $store).Count | Should -Be 20
    }

    It 'of the audit log is returned once' {
        $cursor = Join-Path $folder ([guid]::NewGuid())
        @(Get-KandjiAuditEvent -CursorPath $cursor -AutoComplete).Count | Should -BeGreaterThan 0
        $tag = New-KandjiTag ([guid]::NewGuid())
        @(Get-KandjiAuditEvent -CursorPath $cursor).TargetId | Should -Contain $tag.Id
        Complete-KandjiAuditCursor $cursor
        Get-KandjiAuditEvent -CursorPath $cursor | Should -BeNullOrEmpty
    }

    It 'is watched as objects' {
        Sync-KandjiInventory $store -Baseline
        Set-KandjiDevice C02KN0WN0MAC -AssetTag ([guid]::NewGuid()) | Out-Null
        $change = Watch-KandjiTenant $store -ExcludeAudit | Select-Object -First 1
        $change.SerialNumber, $change.Property | Should -Be 'C02KN0WN0MAC', 'AssetTag'
        # It was not given to the end, and comes again.
        (Watch-KandjiTenant $store -ExcludeAudit | Select-Object -First 1).Id | Should -Be $change.Id
    }

    It 'is posted to a receiver, signed, until it is stopped' {
        Sync-KandjiInventory $store -Baseline
        Set-KandjiDevice C02KN0WN0MAC -AssetTag 'P-2' | Out-Null
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $port = $probe.LocalEndpoint.Port
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("http://localhost:$port/")
        $listener.Start()
        $secret = 'whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA='
        $watch = Start-Beside "Watch-KandjiTenant '$store' -Session `$args[0] -Uri 'http://localhost:$port/hook' -Secret '$secret'"
        try {
            $requests = foreach ($status in 503, 204) {
                $waiting = $listener.GetContextAsync()
                $waiting.Wait(60000) | Should -BeTrue -Because "$($watch.PowerShell.Streams.Error.ReadAll())"
                $context = $waiting.Result
                $reader = [System.IO.StreamReader]::new($context.Request.InputStream, [System.Text.Encoding]::UTF8)
                [pscustomobject]@{ Headers = $context.Request.Headers; Body = $reader.ReadToEnd() }
                $context.Response.StatusCode = $status
                $context.Response.Close()
            }
            $requests[1].Body | Should -Be $requests[0].Body
            $requests[1].Headers['webhook-id'] | Should -Be $requests[0].Headers['webhook-id']
            ($requests[1].Body | ConvertFrom-Json).data.after | Should -Be 'P-2'
            $requests[1].Headers['Authorization'] | Should -BeNullOrEmpty
            $key = [System.Security.Cryptography.HMACSHA256]::new([System.Text.Encoding]::UTF8.GetBytes('0' * 32))
            $text = $requests[1].Headers['webhook-id'] + '.' + $requests[1].Headers['webhook-timestamp'] + '.' + $requests[1].Body
            $requests[1].Headers['webhook-signature'] |
                Should -Be ('v1,' + [Convert]::ToBase64String($key.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text))))
        } finally {
            $time = [System.Diagnostics.Stopwatch]::StartNew()
            $watch.PowerShell.Stop()
            $time.Stop()
            $watch.PowerShell.Dispose()
            $listener.Close()
        }
        $time.Elapsed.TotalSeconds | Should -BeLessThan 1
        Sync-KandjiInventory $store | Should -BeNullOrEmpty
    }
}
