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
