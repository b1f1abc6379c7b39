BeforeDiscovery { $isCore = $PSEdition -eq 'Core' }

BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $acme = Start-Tenant
    $globex = Start-Tenant
    # Stands in for the real module, and gives each tenant its own token.
    New-Module -Name Microsoft.PowerShell.SecretManagement -ArgumentList @{ Acme = $acme.Token; Globex = $globex.Token } {
        param($tokens)
        function Get-Secret {
            param([string] $Name, [string] $Vault)
            if ($tokens[$Name]) { $tokens[$Name] } else { throw 'not found' }
        }
    } | Import-Module
}

AfterAll {
    Remove-Module Microsoft.PowerShell.SecretManagement
    Stop-Tenant $acme
    Stop-Tenant $globex
    Remove-Item -LiteralPath (Split-Path $env:KANDJI_TENANTS) -Recurse -Force -ErrorAction Ignore
}

Describe 'Registered tenants' {
    BeforeEach {
        Register-KandjiTenant acme -Uri $acme.Uri -SecretName Acme
        Register-KandjiTenant globex -Uri $globex.Uri -SecretName Globex -ReadOnly
    }

    AfterEach {
        Disconnect-Kandji *
        Unregister-KandjiTenant *
    }

    It 'are in a file without a token' {
        (Get-KandjiTenant).Name | Should -Be @('acme', 'globex')
        $text = Get-Content -LiteralPath $env:KANDJI_TENANTS -Raw
        ($text | ConvertFrom-Json).tenants[1].readOnly | Should -BeTrue
        $text | Should -Not -Match ([regex]::Escape($acme.PlainToken))
    }

    It 'are all kept when several processes register at once' {
        $processes = foreach ($number in 1..4) {
            $command = "`$ErrorActionPreference = 'Stop'; Import-Module '$Manifest'; " +
                "foreach (`$i in 1..5) { Register-KandjiTenant p$number-`$i acme Secret }"
            Start-Process $Shell -ArgumentList ($ShellStart + '-Command', "`"$command`"") -PassThru -NoNewWindow
        }
        $processes | Wait-Process -Timeout 120
        Get-KandjiTenant p* | Should -HaveCount 20
        Get-KandjiTenant | Should -HaveCount 22
    }

    It 'are connected by their names, each with its own token' {
        $sessions = Connect-Kandji acme, globex
        $sessions.Uri | Should -Be @($acme.Uri, $globex.Uri)
        Get-KandjiSession | Should -BeNullOrEmpty
        { Get-KandjiDevice -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiNotConnected,*'
        Select-KandjiSession acme
        (Get-KandjiSession).RegisteredName | Should -Be acme
        (Get-KandjiSession -All).IsDefault | Should -Be @($true, $false)
        Get-KandjiDevice -Session * | Group-Object Tenant | ForEach-Object Count | Should -Be @(60, 60)
    }

    It 'are connected with a pattern, and through the pipeline' {
        Connect-Kandji * | Should -HaveCount 2
        (Get-KandjiTenant g* | Connect-Kandji).RegisteredName | Should -Be globex
    }

    It 'do not get one token together' {
        { Connect-Kandji acme, globex -Token $acme.Token } | Should -Throw -ErrorId 'KandjiInvalidArgument,*'
    }

    It 'that fail leave the others open' {
        Register-KandjiTenant initech -Uri $acme.Uri -SecretName Missing
        $open = Connect-Kandji * -ErrorVariable failures -ErrorAction SilentlyContinue
        $open.RegisteredName | Should -Be @('acme', 'globex')
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'KandjiSecretNotFound,*'
        "$($failures[0])" | Should -BeLike 'initech: *Set-Secret -Name Missing*'
    }

    It 'that are read-only refuse what changes something, and show it with -WhatIf' {
        Connect-Kandji globex | Out-Null
        { New-KandjiTag lease -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiReadOnlyTenant,*'
        New-KandjiTag lease -WhatIf
        Get-KandjiTag -Session globex | Where-Object Name -eq lease | Should -BeNullOrEmpty
        Get-KandjiDevice -First 1 | Should -HaveCount 1
    }

    It 'change in forty parallel runspaces what is theirs alone' -Skip:(-not $isCore) {
        Register-KandjiTenant globex -Uri $globex.Uri -SecretName Globex
        Connect-Kandji acme | Out-Null
        $manifest = $Manifest
        $tokens = @{ acme = $acme.Token; globex = $globex.Token }
        $seen = 1..40 | ForEach-Object -ThrottleLimit 40 -Parallel {
            Import-Module $using:manifest
            $name = 'acme', 'globex' | Select-Object -Index ($_ % 2)
            Connect-Kandji $name -Token ($using:tokens)[$name] | Out-Null
            New-KandjiTag "parallel $name $_" | Out-Null
            [pscustomobject]@{ Number = $_; Expected = $name; Default = (Get-KandjiSession).RegisteredName }
        }
        $seen | Should -HaveCount 40
        $seen | Where-Object { $_.Default -ne $_.Expected } | Should -BeNullOrEmpty
        (Get-KandjiSession).RegisteredName | Should -Be acme
        Get-KandjiTag 'parallel*' | Should -HaveCount 20
        Get-KandjiTag 'parallel acme*' | Should -HaveCount 20
        Connect-Kandji globex | Out-Null
        Get-KandjiTag 'parallel globex*' | Should -HaveCount 20
        Get-KandjiTag 'parallel*' | Should -HaveCount 20
    }
}

# Two tenants whose ids, serial numbers and names are the same.
Describe 'Objects of two tenants' {
    BeforeAll {
        Register-KandjiTenant acme -Uri $acme.Uri -SecretName Acme
        Register-KandjiTenant globex -Uri $globex.Uri -SecretName Globex
        Connect-Kandji acme, globex | Out-Null
        Select-KandjiSession acme
        $here, $there = Get-KandjiSession -All
        $serial = 'C02KN0WN0MAC'
    }

    AfterAll {
        Disconnect-Kandji *
        Unregister-KandjiTenant *
    }

    BeforeEach {
        $device = Get-KandjiDevice $serial -Session globex
        $before = $here.RequestsSent
    }

    It 'are acted on in their own tenant: <Name>' -TestCases @(
        @{ Name = 'the object'; Carry = { $_ } }
        @{ Name = 'what Select-Object made of it'; Carry = { $_ | Select-Object SerialNumber, Tenant } }
        @{
            Name = 'calculated properties'
            Carry = { $_ | Select-Object @{ n = 'serial_number'; e = { $_.SerialNumber } }, @{ n = 'tenant'; e = { $_.Tenant } } }
        }
        @{ Name = 'JSON'; Carry = { $_ | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
        @{ Name = 'CSV'; Carry = { $_ | Select-Object SerialNumber, Tenant | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } }
        @{ Name = 'Clixml'; Carry = { $_ | Export-Clixml TestDrive:/device.xml; Import-Clixml TestDrive:/device.xml } }
        @{ Name = 'a hashtable'; Carry = { @{ SerialNumber = $_.SerialNumber; Tenant = $_.Tenant } } }
        @{ Name = 'the objects of a group'; Carry = { ($_ | Group-Object Tenant).Group } }
        @{ Name = 'a job'; Carry = { Start-Job -ArgumentList $_ { $args[0] } | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $tag = [guid]::NewGuid().ToString('N').Substring(0, 8)
        $device | ForEach-Object $Carry | Set-KandjiDevice -AssetTag $tag | ForEach-Object Tenant | Should -Be $there.Tenant
        $here.RequestsSent | Should -Be $before
        (Get-KandjiDevice $serial -Session globex).AssetTag | Should -Be $tag
    }

    It 'keep the tenant in their parts' {
        $device | Export-Clixml TestDrive:/device.xml
        (Import-Clixml TestDrive:/device.xml).User | Get-KandjiUser | ForEach-Object Tenant | Should -Be $there.Tenant
        ($device | ConvertTo-Json -Depth 5 | ConvertFrom-Json).User | Get-KandjiUser | ForEach-Object Tenant | Should -Be $there.Tenant
        $here.RequestsSent | Should -Be $before
    }

    It 'of both are acted on in one pipeline' {
        Get-KandjiDevice -Session * -Platform Mac | Invoke-KandjiDeviceAction BlankPush | Group-Object Tenant |
            ForEach-Object Count | Select-Object -Unique | Should -HaveCount 1
    }

    It 'are refused with the session of the other' {
        { $device | Set-KandjiDevice -AssetTag x -Session acme -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiOtherTenant,*'
        $here.RequestsSent | Should -Be $before
    }

    It 'that are rows of another system say which column to leave out' {
        $failure = { [pscustomobject]@{ SerialNumber = $serial; Tenant = 'HR' } | Set-KandjiDevice -AssetTag x -ErrorAction Stop } |
            Should -Throw -ErrorId 'KandjiOtherTenant,*' -PassThru
        "$failure" | Should -BeLike "*Select-Object `* -ExcludeProperty Tenant*"
        [pscustomobject]@{ SerialNumber = $serial; Tenant = 'HR' } | Select-Object * -ExcludeProperty Tenant |
            Set-KandjiDevice -AssetTag left-out | ForEach-Object Tenant | Should -Be $here.Tenant
    }

    It 'are the objects of the others when a session was disconnected' {
        $again = Connect-Kandji -Uri $globex.Uri -Token $globex.Token
        Select-KandjiSession acme
        Disconnect-Kandji $again
        Get-KandjiDevice -Session $here, $again -ErrorVariable failures -ErrorAction SilentlyContinue | Should -HaveCount 60
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'KandjiNotConnected,*'
        Connect-Kandji globex | Out-Null
        Select-KandjiSession acme
    }
}

Describe 'Two tenants' {
    BeforeAll {
        Register-KandjiTenant acme -Uri $acme.Uri -SecretName Acme
        Register-KandjiTenant globex -Uri $globex.Uri -SecretName Globex
        Connect-Kandji acme, globex | Out-Null
        # What the tests before left.
        Get-KandjiTag 'parallel*' -Session * | Remove-KandjiTag -Force
        New-KandjiCustomScript 'Only in acme' -Script 'echo acme' -Session acme |
            Add-KandjiBlueprintLibraryItem (New-KandjiBlueprint 'Acme only' -Description 'For one tenant' -Session acme)
        New-KandjiTag only-in-acme -Session acme | Out-Null
    }

    AfterAll {
        Disconnect-Kandji *
        Unregister-KandjiTenant *
    }

    It 'are compared, and what one lacks is copied' {
        $differences = Compare-KandjiTenant acme globex -Kind Tag, Script, Blueprint -ErrorAction SilentlyContinue
        $differences | Where-Object Change -eq OnlyHere | ForEach-Object Name | Sort-Object |
            Should -Be @('Acme only', 'Only in acme', 'only-in-acme')

        # The blueprint needs its script first.
        $failure = { Get-KandjiBlueprint 'Acme only' -Session acme | New-KandjiBlueprint -Session globex -ErrorAction Stop } |
            Should -Throw -ErrorId 'KandjiNotFound,*' -PassThru
        "$failure" | Should -BeLike "*no custom script named 'Only in acme'*"

        Compare-KandjiTenant acme globex -Kind Tag -PassThru | New-KandjiTag -Session globex | ForEach-Object Name |
            Should -Be only-in-acme
        Compare-KandjiTenant acme globex -Kind Script -PassThru -ErrorAction SilentlyContinue |
            New-KandjiCustomScript -Session globex | ForEach-Object Script | Should -Be 'echo acme'
        $copy = Compare-KandjiTenant acme globex -Kind Blueprint -PassThru -ErrorAction SilentlyContinue |
            New-KandjiBlueprint -Session globex
        $copy.Description | Should -Be 'For one tenant'
        ($copy | Get-KandjiBlueprintLibraryItem).Name | Should -Be 'Only in acme'

        Compare-KandjiTenant acme globex -Kind Tag, Script, Blueprint -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
