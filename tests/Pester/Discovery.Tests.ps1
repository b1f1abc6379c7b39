BeforeDiscovery {
    . $PSScriptRoot/Tenant.ps1
    $commands = Get-Command -Module Kandji | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant
    Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null

    function Complete([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText
    }
}

AfterAll { Stop-Tenant $tenant }

Describe 'Finding one''s way' {
    It 'lists commands by what they are about' {
        (Get-Command -Module Kandji -Noun KandjiDevice).Name | Should -Contain 'Get-KandjiDevice'
    }

    It 'completes parameters and values' {
        Complete 'Get-KandjiDevice -Plat' | Should -Be '-Platform'
        Complete 'Get-KandjiDevice -Platform iP' | Sort-Object | Should -Be @('iPad', 'iPhone')
        Complete 'Invoke-KandjiDeviceAction X -Action Bl' | Should -Be 'BlankPush'
    }

    It 'shows the parameters that an action has once it is given' {
        Complete 'Invoke-KandjiDeviceAction -Device X -Action SetName -NewN' | Should -Be '-NewName'
    }

    It 'completes the paths of scripts where one is meant' {
        'Get-KandjiUser' | Set-Content TestDrive:/nightly.ps1
        $path = (Get-Item TestDrive:/nightly.ps1).FullName
        Complete "Test-KandjiPermission -For $($path.Substring(0, $path.Length - 6))" | Should -Be $path
        Complete 'Test-KandjiPermission -For Get-KandjiLic' | Should -Be 'Get-KandjiLicense'
    }

    It 'describes the objects that come out' {
        (Get-Command Get-KandjiDevice).OutputType.Name | Should -Be 'Kandji.Client.Devices.Device'
        (Get-KandjiDevice -First 1 | Get-Member -MemberType Property).Name | Should -Contain 'SerialNumber'
    }
}

Describe 'Help for <Name>' -ForEach $commands {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'says what the command is for' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$Name*[[]-*" -Because 'that is the syntax PowerShell makes up where there is no help'
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'has two examples' {
        $help.examples.example.Count | Should -BeGreaterOrEqual 2
    }

    It 'describes every parameter' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($parameter in $Command.Parameters.Values | Where-Object { $_.Name -notin $common -and -not $_.IsDynamic }) {
            $described = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            $described.description.Text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is a parameter of $Name"
        }
    }
}
