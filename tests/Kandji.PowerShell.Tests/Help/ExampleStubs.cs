namespace Kandji.PowerShell.Tests.Help;

/// <summary>
/// Small stand-ins for cmdlets that examples use and the engine of these tests does not have: they come with PowerShell, not with the
/// engine. They do what the examples ask of them and no more.
/// </summary>
internal static class ExampleStubs
{
    public const string Script = """
        function Read([object]$from, $key) { if ($key -is [scriptblock]) { $from | ForEach-Object $key } else { $from.$key } }
        function Get-Date {
            param([string]$Format, $Date = [datetime]::Now)
            if ($Format) { ([datetime]$Date).ToString($Format) } else { [datetime]$Date }
        }
        function Write-Output { param([Parameter(ValueFromPipeline)]$InputObject) process { $InputObject } }
        function Write-Host { param([Parameter(ValueFromPipeline)]$Object) process { } }
        function Write-Warning { param([string]$Message) }
        function Write-Error { param([string]$Message) throw $Message }
        function Start-Sleep { param([int]$Seconds) }
        function Read-Host {
            param([string]$Prompt, [switch]$AsSecureString)
            if ($AsSecureString) { [System.Net.NetworkCredential]::new('', $token).SecurePassword } else { $token }
        }
        # Users as Microsoft.Graph returns them: an id of Entra ID, and the address twice.
        function Get-MgUser {
            param([string]$Filter)
            [pscustomobject]@{
                Id = 'd9000000-0000-4000-8000-000000000001'; DisplayName = 'Left Person'
                Mail = 'left@example.com'; UserPrincipalName = 'left@example.com'
            }
        }
        function Set-Secret { param([string]$Name, $Secret, [string]$Vault) }
        New-Module -Name Microsoft.PowerShell.SecretManagement {
            function Get-Secret {
                [CmdletBinding()] param([string]$Name, [string]$Vault)
                $secret = if ($Name -eq 'KandjiHook') { 'whsec_' + [Convert]::ToBase64String([byte[]](1..32)) } else { $global:token }
                [System.Net.NetworkCredential]::new('', $secret).SecurePassword
            }
        } | Import-Module
        function Format-Table {
            param($Property, $GroupBy, [switch]$AutoSize, [string]$View, [Parameter(ValueFromPipeline)]$InputObject)
            process { }
        }
        function Format-List { param($Property, [Parameter(ValueFromPipeline)]$InputObject) process { } }
        function Format-Wide { param($Property, [Parameter(ValueFromPipeline)]$InputObject) process { } }
        function Select-Object {
            param([object[]]$Property, [int]$First = [int]::MaxValue, [int]$Last, [int]$Skip, [string]$ExpandProperty,
                [switch]$Unique, [Parameter(ValueFromPipeline)]$InputObject)
            begin { $at = 0 }
            process {
                $at++
                if ($at -le $Skip -or $at -gt $Skip + $First) { return }
                if ($ExpandProperty) { return $InputObject.$ExpandProperty }
                if (-not $Property) { return $InputObject }
                $row = [ordered]@{}
                foreach ($column in $Property) {
                    if ($column -is [hashtable]) {
                        $name = if ($column.Name) { $column.Name } else { $column.n }
                        $value = if ($column.Expression) { $column.Expression } else { $column.e }
                        $row[$name] = Read $InputObject $value
                    } else { $row[[string]$column] = $InputObject.$column }
                }
                [pscustomobject]$row
            }
        }
        function Sort-Object {
            param([object[]]$Property, [switch]$Descending, [switch]$Unique, [Parameter(ValueFromPipeline)]$InputObject)
            begin { $all = [System.Collections.Generic.List[object]]::new() }
            process { $all.Add($InputObject) }
            end {
                $key = if ($Property) { $Property[0] } else { { $_ } }
                $keys = [string[]]@($all | ForEach-Object {
                    $k = Read $_ $key
                    if ($k -is [int] -or $k -is [long]) { '{0:d20}' -f $k } else { "$k" }
                })
                $items = $all.ToArray()
                [array]::Sort($keys, $items)
                if ($Descending) { [array]::Reverse($items) }
                $items
            }
        }
        function Group-Object {
            param([object[]]$Property, [switch]$NoElement, [switch]$AsHashTable, [Parameter(ValueFromPipeline)]$InputObject)
            begin { $groups = [ordered]@{} }
            process {
                $name = (@($Property | ForEach-Object { Read $InputObject $_ }) -join ', ')
                if (-not $groups.Contains($name)) { $groups[$name] = [System.Collections.Generic.List[object]]::new() }
                $groups[$name].Add($InputObject)
            }
            end {
                if ($AsHashTable) { return $groups }
                foreach ($name in $groups.Keys) {
                    $values = @($Property | ForEach-Object { Read $groups[$name][0] $_ })
                    [pscustomobject]@{ Count = $groups[$name].Count; Name = $name; Group = $groups[$name]; Values = $values }
                }
            }
        }
        function Measure-Object {
            param([string]$Property, [switch]$Sum, [switch]$Average, [switch]$Maximum, [switch]$Minimum,
                [Parameter(ValueFromPipeline)]$InputObject)
            begin { $count = 0; $total = 0.0 }
            process { $count++; if ($Property) { $total += $InputObject.$Property } }
            end { [pscustomobject]@{ Count = $count; Sum = $total; Average = if ($count) { $total / $count } } }
        }
        function Compare-Object {
            param($ReferenceObject, $DifferenceObject, $Property, [switch]$IncludeEqual, [switch]$PassThru)
            foreach ($item in $DifferenceObject) {
                if (-not ($ReferenceObject | Where-Object { (Read $_ $Property) -eq (Read $item $Property) })) {
                    [pscustomobject]@{ InputObject = $item; SideIndicator = '=>' }
                }
            }
        }
        function Join-Path { param([string]$Path, [string]$ChildPath) [System.IO.Path]::Combine($Path, $ChildPath) }
        function Full([string]$path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path) }
        function Test-Path { param([string]$Path) [System.IO.File]::Exists((Full $Path)) -or [System.IO.Directory]::Exists((Full $Path)) }
        function Get-Content {
            param([string]$Path, [switch]$Raw, [string]$Encoding)
            if ($Raw) { [System.IO.File]::ReadAllText((Full $Path)) } else { [System.IO.File]::ReadAllLines((Full $Path)) }
        }
        function Set-Content {
            param([string]$Path, [Parameter(ValueFromPipeline)]$Value, [switch]$NoNewline)
            process { [System.IO.File]::AppendAllText((Full $Path), $(if ($NoNewline) { "$Value" } else { "$Value`n" })) }
        }
        function Out-File {
            param([string]$FilePath, [switch]$Append, [Parameter(ValueFromPipeline)]$InputObject)
            process { [System.IO.File]::AppendAllText((Full $FilePath), "$InputObject`n") }
        }
        function Get-Item { param([string]$Path) [System.IO.FileInfo](Full $Path) }
        function Get-ChildItem {
            param([string]$Path = '.', [string]$Filter, [switch]$Recurse, [switch]$File)
            if ($Path -like 'Cert:*') {
                $padding = [System.Security.Cryptography.RSASignaturePadding]::Pkcs1
                $key = [System.Security.Cryptography.RSA]::Create(2048)
                $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
                    'CN=Grace Hopper', $key, 'SHA256', $padding)
                return $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
            }
            $pattern = if ($Filter) { $Filter } elseif ($Path.Contains('*')) { [System.IO.Path]::GetFileName($Path) } else { '*' }
            $folder = if ($Path.Contains('*')) { [System.IO.Path]::GetDirectoryName((Full $Path.Replace('*', '_'))) } else { Full $Path }
            [System.IO.DirectoryInfo]::new($folder).GetFiles($pattern)
        }
        function Remove-Item { param([string]$Path, [switch]$Recurse, [switch]$Force) }
        function New-Item { param([string]$Path, [string]$ItemType, [switch]$Force) [System.IO.Directory]::CreateDirectory((Full $Path)) }
        function Import-Csv {
            param([string]$Path, [string]$Delimiter = ',', [string]$Encoding)
            $lines = [System.IO.File]::ReadAllLines((Full $Path))
            $names = $lines[0].Split($Delimiter)
            for ($i = 1; $i -lt $lines.Length; $i++) {
                $cells = $lines[$i].Split($Delimiter)
                $row = [ordered]@{}
                for ($c = 0; $c -lt $names.Length; $c++) { $row[$names[$c]] = $cells[$c] }
                [pscustomobject]$row
            }
        }
        function Text {
            param([Parameter(ValueFromPipeline)]$InputObject)
            process { @($InputObject.psobject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join ',' }
        }
        function Export-Csv {
            param([string]$Path, [switch]$NoTypeInformation, [string]$Encoding, [string]$Delimiter,
                [switch]$Append, [switch]$UseCulture, [Parameter(ValueFromPipeline)]$InputObject)
            process { Out-File $Path -InputObject (Text $InputObject) }
        }
        function Export-Clixml {
            param([string]$Path, [Parameter(ValueFromPipeline)]$InputObject)
            process { Out-File $Path -InputObject ([System.Management.Automation.PSSerializer]::Serialize($InputObject)) }
        }
        function ConvertTo-Csv {
            param([switch]$NoTypeInformation, [Parameter(ValueFromPipeline)]$InputObject)
            process { Text $InputObject }
        }
        function ConvertTo-Json {
            param([int]$Depth, [switch]$Compress, [switch]$EnumsAsStrings, [Parameter(ValueFromPipeline)]$InputObject)
            process { '{' + (Text $InputObject) + '}' }
        }
        function ConvertTo-Html {
            param([object[]]$Property, [string]$Title, [switch]$Fragment, [Parameter(ValueFromPipeline)]$InputObject)
            process { '<p>' + (Text $InputObject) + '</p>' }
        }
        function ConvertFrom-Json { param([Parameter(ValueFromPipeline)]$InputObject) process { $InputObject } }
        function Out-GridView {
            param([switch]$PassThru, [Parameter(ValueFromPipeline)]$InputObject)
            process { if ($PassThru) { $InputObject } }
        }
        function Send-MailMessage { param($To, $From, $Subject, $Body, $SmtpServer) }
        """;
}
