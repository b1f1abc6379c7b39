BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant -Devices 20
    $session = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
}

AfterAll {
    Stop-Tenant $tenant
}

# A mock has the parameters of the command and not what binds their values: those of this module convert by themselves.
Describe 'A mock of a command' {
    It 'of Connect-Kandji takes a token as text and as a SecureString' {
        Mock Connect-Kandji { 'mocked' }
        Connect-Kandji acme -Token 'text' | Should -Be 'mocked'
        Connect-Kandji acme -Token (ConvertTo-SecureString 'text' -AsPlainText -Force) | Should -Be 'mocked'
        Connect-Kandji -Tenant acme -Region EU -Token 'text' | Should -Be 'mocked'
        Should -Invoke Connect-Kandji -Times 1 -Exactly -ParameterFilter { $Region -eq 'EU' -and $Tenant -eq 'acme' }
        Should -Invoke Connect-Kandji -Times 3 -Exactly -ParameterFilter { "$Token" -notmatch 'text' }
    }

    It 'of Set-KandjiDevice takes a serial number, a device, a row, and names' {
        Mock Set-KandjiDevice { }
        $device = Get-KandjiDevice C02KN0WN0MAC
        Set-KandjiDevice C02KN0WN0MAC -AssetTag 'NW-1' -User 'ada@example.com' -Blueprint Engineering -AddTag a, b
        Set-KandjiDevice $device -Tag 'x'
        [pscustomobject]@{ serial_number = 'C02KN0WN0MAC'; asset_tag = 'NW-2' } | Set-KandjiDevice
        $device | Set-KandjiDevice -Blueprint (Get-KandjiBlueprint Sales) -User $device
        Should -Invoke Set-KandjiDevice -Times 4 -Exactly -ParameterFilter { $Device.Text -eq 'C02KN0WN0MAC' }
        Should -Invoke Set-KandjiDevice -Times 1 -Exactly -ParameterFilter { $User.Text -eq 'ada@example.com' -and $AddTag.Count -eq 2 }
        Should -Invoke Set-KandjiDevice -Times 1 -Exactly -ParameterFilter { $Blueprint.Text -eq 'Sales' }
    }

    It 'of Remove-KandjiUser takes addresses, users and the users of other products' {
        Mock Remove-KandjiUser { }
        Remove-KandjiUser 'left@example.com' -UnassignDevices -Force
        Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -Force
        [pscustomobject]@{ Id = [guid]::NewGuid(); Mail = 'left@example.com' } | Remove-KandjiUser -UnassignDevices -WhatIf
        Should -Invoke Remove-KandjiUser -Times 3 -Exactly -ParameterFilter { $User.Text -eq 'left@example.com' }
    }

    It 'of Invoke-KandjiDeviceAction takes the action and its parameters' {
        Mock Invoke-KandjiDeviceAction { }
        Get-KandjiDevice C02KN0WN0MAC | Invoke-KandjiDeviceAction -Action Lock -Message 'Please call IT' -Force
        Invoke-KandjiDeviceAction C02KN0WN0MAC Erase -Pin 123456 -Force
        Should -Invoke Invoke-KandjiDeviceAction -Times 1 -Exactly -ParameterFilter {
            $Action -eq 'Lock' -and $Message -eq 'Please call IT'
        }
        Should -Invoke Invoke-KandjiDeviceAction -Times 1 -Exactly -ParameterFilter {
            $Action -eq 'Erase' -and $Device.Text -eq 'C02KN0WN0MAC'
        }
    }

    It 'of Remove-KandjiDevice, Remove-KandjiTag and Add-KandjiBlueprintLibraryItem takes what these take' {
        Mock Remove-KandjiDevice { }
        Mock Remove-KandjiTag { }
        Mock Add-KandjiBlueprintLibraryItem { }
        Get-KandjiDevice -First 3 | Remove-KandjiDevice -Force
        Remove-KandjiDevice ([pscustomobject]@{ 'Serial Number' = 'C02KN0WN0MAC' }) -Force
        Get-KandjiTag loaner | Remove-KandjiTag -Force
        Get-KandjiCustomScript 'Clean temp folders' | Add-KandjiBlueprintLibraryItem -Blueprint Sales
        Should -Invoke Remove-KandjiDevice -Times 4 -Exactly -ParameterFilter { $Device.Count -eq 1 -and $Force }
        Should -Invoke Remove-KandjiTag -Times 1 -Exactly -ParameterFilter { $Tag.Text -ceq 'loaner' }
        Should -Invoke Add-KandjiBlueprintLibraryItem -Times 1 -Exactly -ParameterFilter { $Blueprint.Text -eq 'Sales' }
    }
}

Describe 'A proxy of <_>' -ForEach 'Set-KandjiDevice', 'Remove-KandjiDevice', 'Remove-KandjiUser', 'Connect-Kandji' {
    It 'is made, and refuses nothing that the command takes' {
        $command = Get-Command $_ -CommandType Cmdlet
        $proxy = [scriptblock]::Create([System.Management.Automation.ProxyCommand]::Create($command))
        $given = @{
            'Set-KandjiDevice' = @{
                Device = 'C02KN0WN0MAC'; User = @{ upn = 'ada@example.com' }; Blueprint = 'Sales'; Tag = 'x'; WhatIf = $true
            }
            'Remove-KandjiDevice' = @{ Device = 'C02KN0WN0MAC'; WhatIf = $true }
            'Remove-KandjiUser' = @{ User = 'left@example.com'; UnassignDevices = $true; WhatIf = $true }
            'Connect-Kandji' = @{ Uri = $tenant.Uri; Token = $tenant.Token }
        }[$_]
        { & $proxy @given -ErrorAction Stop } | Should -Not -Throw
    }
}
