BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant
}

AfterAll { Stop-Tenant $tenant }

Describe 'Connecting' {
    AfterEach {
        Disconnect-Kandji *
        Remove-Item Env:KANDJI_TENANT, Env:KANDJI_TOKEN -ErrorAction Ignore
    }

    It 'takes an address and a SecureString' {
        $session = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
        $session.IsConnected | Should -BeTrue
        (Get-KandjiSession).Uri | Should -Be $tenant.Uri
    }

    It 'takes a token as a string' {
        (Connect-Kandji -Uri $tenant.Uri -Token $tenant.PlainToken).IsConnected | Should -BeTrue
    }

    It 'takes the address as the tenant' {
        (Connect-Kandji $tenant.Uri.AbsoluteUri $tenant.Token).Uri | Should -Be $tenant.Uri
    }

    It 'takes both from the environment' {
        $env:KANDJI_TENANT = $tenant.Uri.AbsoluteUri
        $env:KANDJI_TOKEN = $tenant.PlainToken
        (Connect-Kandji).IsConnected | Should -BeTrue
    }

    It 'takes both from a row of a table' {
        $row = [pscustomobject]@{ Tenant = $tenant.Uri.AbsoluteUri; Token = $tenant.PlainToken }
        ($row | Connect-Kandji).IsConnected | Should -BeTrue
    }

    It 'takes the token from a vault' {
        New-Module -Name Microsoft.PowerShell.SecretManagement -ArgumentList $tenant.Token {
            param($token)
            function Get-Secret {
                param([string] $Name, [string] $Vault)
                if ($Name -eq 'KandjiToken' -and $Vault -eq 'Operations') { $token } else { throw 'not found' }
            }
        } | Import-Module
        try {
            (Connect-Kandji -Uri $tenant.Uri -SecretName KandjiToken -Vault Operations).IsConnected | Should -BeTrue
            { Connect-Kandji -Uri $tenant.Uri -SecretName Another -Vault Operations } | Should -Throw -ErrorId 'KandjiSecretNotFound,*'
        } finally {
            Remove-Module Microsoft.PowerShell.SecretManagement
        }
    }

    It 'says what to do when the token is refused' {
        { Connect-Kandji -Uri $tenant.Uri -Token wrong } |
            Should -Throw -ErrorId 'KandjiUnauthorized,*' -ExpectedMessage '*Settings > Access > API tokens*'
        Get-KandjiSession | Should -BeNullOrEmpty
    }

    It 'sends no token over plain http' {
        { Connect-Kandji -Uri http://acme.api.kandji.io -Token x } | Should -Throw -ErrorId 'KandjiInvalidTenant,*'
    }

    It 'says what to do without a session' {
        Disconnect-Kandji *
        { Get-KandjiDevice -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiNotConnected,*' -ExpectedMessage '*Connect-Kandji*'
    }

    It 'keeps two sessions apart' {
        $other = Start-Tenant -Devices 20
        try {
            $first = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
            Connect-Kandji -Uri $other.Uri -Token $other.Token | Out-Null
            Get-KandjiDevice | Should -HaveCount 20
            Get-KandjiDevice -Session $first | Should -HaveCount 60
            $first | Disconnect-Kandji
            { Get-KandjiDevice -Session $first -ErrorAction Stop } | Should -Throw -ErrorId 'KandjiNotConnected,*'
            Get-KandjiDevice -First 1 | Should -HaveCount 1
        } finally {
            Stop-Tenant $other
        }
    }
}
