# What becomes of objects when they are written as text: CSV, HTML and JSON. The types are those that the commands declare, so that a new
# one is tested without being named.
BeforeDiscovery {
    . $PSScriptRoot/Tenant.ps1
    $types = (Get-Command -Module Kandji).OutputType.Type | Where-Object { $_.Namespace -like 'Kandji.*' } |
        ForEach-Object FullName | Sort-Object -Unique | ForEach-Object { @{ type = $_ } }
    # These are made by the module of several answers, so that no answer's fields are theirs.
    $made = 'Prism.PrismCount', 'Devices.DeviceSecret' | ForEach-Object { "Kandji.Client.$_" }
    $answers = $types | Where-Object { $_.type -like 'Kandji.Client.*' -and $_.type -notin $made }
}

Describe 'CSV and HTML' {
    BeforeAll {
        . $PSScriptRoot/Tenant.ps1
        $tenant = Start-Tenant -Devices 40
        $other = Start-Tenant -Devices 10
        $second = Connect-Kandji -Uri $other.Uri -Token $other.Token
        New-KandjiTag 'only in the second tenant' -Session $second | Out-Null
        $first = Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token
        $differences = Compare-KandjiTenant $first $second -Kind Tag
        Stop-Tenant $other
        Disconnect-Kandji $second
        Register-KandjiTenant written -Uri $tenant.Uri -SecretName Written | Out-Null
        Set-KandjiDevice C02KN0WN0MAC -Tag 'a; b', 'say "x"', ' blanks ', '"quoted"', 'comma, too', "two`nlines", 'plain' | Out-Null
        $written = @(Read-Everything; $differences) -ne $null | Group-Object { $_.PSObject.TypeNames[0] } -AsHashTable -AsString

        # The name of a class, as it stands where an object has no text of its own.
        $className = '(^|[^\w.])(System|Kandji)\.[A-Z]\w+'
    }

    AfterAll {
        Stop-Tenant $tenant
    }

    It 'of <type> show values, and no names of classes' -ForEach $types {
        $objects = $written["$type"]
        $objects | Should -Not -BeNullOrEmpty
        foreach ($row in $objects | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv) {
            foreach ($cell in $row.PSObject.Properties) {
                $cell.Value | Should -Not -MatchExactly $className -Because $cell.Name
            }
        }
        foreach ($line in $objects | ConvertTo-Html -Fragment) { $line | Should -Not -MatchExactly $className }
    }

    It 'of plain objects show values, and no names of classes' -ForEach @(
        'devices', 'blueprints', 'tags', 'audit/events', 'library/library-items' | ForEach-Object { "/api/v1/$_" }
    ) {
        $rows = Invoke-KandjiApi $_ -ErrorAction SilentlyContinue | ConvertTo-Csv -NoTypeInformation
        foreach ($row in $rows) { $row | Should -Not -MatchExactly $className }
    }

    It 'shows nested objects by what they say' {
        $row = Get-KandjiDevice C02KN0WN0MAC | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $row.User | Should -Be 'ada@example.com'
        $row.Tags | Should -Be "`"a; b`"; say `"x`"; `" blanks `"; `"`"`"quoted`"`"`"; `"comma, too`"; `"two`nlines`"; plain"
        $row = Get-KandjiDeviceDetail C02KN0WN0MAC | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $row.FileVault | Should -Match '^FileVaultEnabled=(True|False); '
        $row.Volumes | Should -Match '^Macintosh HD'
        $row.InstalledProfiles | Should -Match '; '
    }

    It 'come back without changing a tag of any device' {
        $file = Join-Path $TestDrive devices.csv
        $devices = Get-KandjiDevice
        $devices.Tags.Count | Should -BeGreaterThan 10
        $devices | Export-Csv -LiteralPath $file -NoTypeInformation -Encoding UTF8
        $said = Import-Csv -LiteralPath $file -Encoding UTF8 | Set-KandjiDevice -Verbose 4>&1
        $said | Where-Object { $_ -match 'PATCH' } | Should -BeNullOrEmpty
        ($said | Where-Object { $_ -match 'Nothing is sent' }).Count | Should -Be $devices.Count
    }

    It 'come back exactly where the tags of another device were taken away' {
        $row = Get-KandjiDevice C02KN0WN0MAC | Select-Object SerialNumber, Tags | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $tags = (Get-KandjiDevice C02KN0WN0MAC).Tags
        Set-KandjiDevice C02KN0WN0MAC -ClearTag | Out-Null
        (Get-KandjiDevice C02KN0WN0MAC).Tags | Should -BeNullOrEmpty
        ($row | Set-KandjiDevice).Tags | Should -BeExactly $tags
        (Get-KandjiDevice C02KN0WN0MAC).Tags | Should -BeExactly $tags
    }

    It 'come back exactly from a job, and from a file of objects' {
        $device = Get-KandjiDevice C02KN0WN0MAC
        $file = Join-Path $TestDrive device.xml
        $device | Export-Clixml -LiteralPath $file
        $read = Import-Clixml -LiteralPath $file
        $read.Tags | Should -BeExactly $device.Tags
        ($read | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv).Tags | Should -BeExactly $device.Tags.ToString()
        $job = Start-Job {
            Import-Module $using:Manifest
            Connect-Kandji -Uri $using:tenant.Uri -Token $using:tenant.Token | Out-Null
            Get-KandjiDevice C02KN0WN0MAC
        } | Receive-Job -Wait -AutoRemoveJob
        ($job | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv).Tags | Should -BeExactly $device.Tags.ToString()
    }

    It 'refuse a cell of tags whose quotes do not end' {
        $row = [pscustomobject]@{ serial_number = 'C02KN0WN0MAC'; tags = '"a; b' }
        $row | Set-KandjiDevice -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$errors" | Should -BeLike '*column tags*double quote*'
    }
}

Describe 'Lists in objects' {
    BeforeAll {
        . $PSScriptRoot/Tenant.ps1
        $tenant = Start-Tenant
        Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
        $device = Set-KandjiDevice C02KN0WN0MAC -Tag 'first', 'second one'
        function Measure-Text { param([string[]] $Value) "$($Value.Count): $($Value -join '|')" }
        function Show-Text { param([Parameter(ValueFromPipelineByPropertyName)][string[]] $Tags) process { $Tags -join '|' } }
    }

    AfterAll {
        Stop-Tenant $tenant
    }

    It 'are used as arrays are' {
        $device.Tags -contains 'second one' | Should -BeTrue
        'first' -in $device.Tags | Should -BeTrue
        'third' -in $device.Tags | Should -BeFalse
        $device.Tags.Count | Should -Be 2
        $device.Tags.Length | Should -Be 2
        $device.Tags[0] | Should -Be 'first'
        $device.Tags[-1] | Should -Be 'second one'
        $device.Tags[0..1] | Should -Be 'first', 'second one'
        $device.Tags -join ',' | Should -Be 'first,second one'
        $device.Tags -like 's*' | Should -Be 'second one'
        "$($device.Tags)" | Should -Be 'first second one'
        @($device.Tags | ForEach-Object { $_.ToUpperInvariant() }) | Should -BeExactly 'FIRST', 'SECOND ONE'
        $device.Tags.ForEach({ "<$_>" }) | Should -Be '<first>', '<second one>'
        $device.Tags.Where({ $_ -eq 'first' }) | Should -Be 'first'
        $device.Tags + 'third' | Should -HaveCount 3
        @(foreach ($tag in $device.Tags) { $tag }) | Should -HaveCount 2
        @(switch ($device.Tags) { first { 1 } 'second one' { 2 } }) | Should -Be 1, 2
        $first, $second = $device.Tags
        $second | Should -Be 'second one'
    }

    It 'are found, compared, and expanded' {
        $device | Where-Object Tags -Contains first | Should -HaveCount 1
        $device | Where-Object Tags -Contains third | Should -BeNullOrEmpty
        $device | Where-Object Tags -EQ first | Should -HaveCount 1
        $device | Where-Object { $_.Tags -match 'second' } | Should -HaveCount 1
        $device | Select-Object -ExpandProperty Tags | Should -Be 'first', 'second one'
        (Compare-Object $device.Tags 'first', 'third').InputObject | Sort-Object | Should -Be 'second one', 'third'
        $device | Group-Object Tags | Should -HaveCount 1
    }

    It 'bind to parameters that take texts' {
        Measure-Text $device.Tags | Should -Be '2: first|second one'
        $device | Show-Text | Should -Be 'first|second one'
        [string[]] $texts = $device.Tags
        $texts.GetType() | Should -Be ([string[]])
        (Get-KandjiDevice -Tag $device.Tags).SerialNumber | Should -Contain C02KN0WN0MAC
    }

    It 'are lists in JSON' {
        $device | ConvertTo-Json -Depth 5 -Compress | Should -BeLike '*"Tags":`["first","second one"`]*'
        ConvertTo-Json -InputObject $device.Tags -Compress | Should -Be '["first","second one"]'
    }

    It 'take an array, one text, or nothing' {
        $copy = [Kandji.Client.Devices.Device]::new()
        $copy.Tags = 'a', 'b'
        $copy.Tags | Should -Be 'a', 'b'
        $copy.Tags += 'c'
        $copy.Tags | Should -Be 'a', 'b', 'c'
        $copy.Tags = 'one'
        $copy.Tags | Should -HaveCount 1
        $copy.Tags = @()
        $copy.Tags.Count | Should -Be 0
        if ($copy.Tags) { throw 'An empty list is true.' }
        $copy.Tags = $null
        $null -eq $copy.Tags | Should -BeTrue
    }
}

Describe 'JSON' {
    BeforeAll {
        . $PSScriptRoot/Tenant.ps1
        $tenant = Start-Tenant -Devices 40 -Options --unknown-fields
        Connect-Kandji -Uri $tenant.Uri -Token $tenant.Token | Out-Null
        $written = @(Read-Everything) -ne $null | Group-Object { $_.PSObject.TypeNames[0] } -AsHashTable -AsString
        $reserved = 'psobject', 'PSTypeNames', 'psbase', 'psadapted', 'psextended', 'PSStandardMembers' | ForEach-Object { "value of $_" }

        # Every object that the service sent, and that is not empty, has the fields that no class knows, and these hold what was sent. A
        # version as a number is made by the module.
        function Assert-Field {
            param($Value, [string] $Path)
            if ($Value -is [array]) {
                for ($i = 0; $i -lt $Value.Count; $i++) { Assert-Field $Value[$i] "$Path[$i]" }
            }
            elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
                if (-not @($Value.PSObject.Properties)) { return }
                $texts = @($Value.PSObject.Properties.Value | Where-Object { $_ -is [string] })
                $Value.NotKnownHere | Should -BeExactly text -Because $Path
                $Value.NotKnownNumber | Should -Be 421 -Because $Path
                $Value.NotKnownList | Should -BeExactly 'one', 'two; three' -Because $Path
                $Value.NotKnownNumbers | Should -Be 1, 2.5 -Because $Path
                $Value.NotKnownObject.InnerText | Should -BeExactly inner -Because $Path
                $Value.NotKnownObject.InnerList[0].DeepestText | Should -BeExactly deepest -Because $Path
                @($Value.NotKnownObject.InnerList[1].DeepestList) | Should -BeExactly 'last' -Because $Path
                foreach ($text in $reserved) { $texts | Should -Contain $text -Because $Path }
                foreach ($property in $Value.PSObject.Properties) {
                    if ($property.Name -like 'NotKnown*' -or $property.Name -like '*VersionNumber') { continue }
                    Assert-Field $property.Value "$Path.$($property.Name)"
                }
            }
        }

        # The texts in a value, at every depth.
        function Get-Text {
            param($Value)
            if ($Value -is [string]) { $Value }
            elseif ($Value -is [System.Collections.IList]) { foreach ($item in $Value) { Get-Text $item } }
            elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
                foreach ($property in $Value.PSObject.Properties) { Get-Text $property.Value }
            }
        }
    }

    AfterAll {
        Stop-Tenant $tenant
    }

    It 'of <type> has what no class knows, at every depth' -ForEach $answers {
        $objects = @($written["$type"])
        $objects | Should -Not -BeNullOrEmpty
        foreach ($object in $objects | Select-Object -First 6) {
            Assert-Field ($object | ConvertTo-Json -Depth 20 -Compress -WarningAction Stop | ConvertFrom-Json) $type
        }
    }

    It 'of <command> has every text of the answer' -ForEach @(
        @{ command = 'Get-KandjiDevice'; path = '/api/v1/devices' }
        @{ command = 'Get-KandjiBlueprint'; path = '/api/v1/blueprints' }
        @{ command = 'Get-KandjiUser'; path = '/api/v1/users' }
        @{ command = 'Get-KandjiTag'; path = '/api/v1/tags' }
        @{ command = 'Get-KandjiAuditEvent'; path = '/api/v1/audit/events' }
        @{ command = 'Get-KandjiCustomScript'; path = '/api/v1/library/custom-scripts' }
        @{ command = 'Get-KandjiCustomProfile'; path = '/api/v1/library/custom-profiles' }
        @{ command = 'Get-KandjiCustomApp'; path = '/api/v1/library/custom-apps' }
        @{ command = 'Get-KandjiAdeDevice'; path = '/api/v1/integrations/apple/ade/devices' }
        @{ command = 'Get-KandjiLicense'; path = '/api/v1/settings/licensing' }
    ) {
        $shown = [System.Collections.Generic.HashSet[string]]::new([StringComparer]::OrdinalIgnoreCase)
        & $command | ForEach-Object { Get-Text ($_ | ConvertTo-Json -Depth 20 | ConvertFrom-Json) } |
            ForEach-Object { $shown.Add($_) | Out-Null }
        $sent = Invoke-KandjiApi $path | ForEach-Object { Get-Text $_ } | Sort-Object -Unique
        $sent.Count | Should -BeGreaterThan 5
        # Times and numbers in texts have become times and numbers.
        $lost = $sent | Where-Object { -not $shown.Contains($_) -and $_ -and $_ -notmatch '^\d{4}-\d\d-\d\d|^[\d.]+$' }
        $lost | Should -BeNullOrEmpty
    }
}
