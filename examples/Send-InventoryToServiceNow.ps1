#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps the computers of a ServiceNow CMDB up to date with the devices of a tenant.
.DESCRIPTION
    Runs Sync-KandjiInventory, creates or updates the record of each serial number,
    and takes the changes that arrived. A change that fails stays pending, with the later ones of the same device, and is tried again
    by the next run. The first run gives every device, or with -Baseline none. Shows what it would do unless -Apply is given; then
    nothing is taken either.
.EXAMPLE
    ./Send-InventoryToServiceNow.ps1 -Path ./acme.inventory -Uri https://acme.service-now.com -Secret $secret
    Shows what would be sent.
.EXAMPLE
    ./Send-InventoryToServiceNow.ps1 -Path ./acme.inventory -Uri https://acme.service-now.com -Secret $secret -Apply -LogPath changes.log
    Sends it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the inventory.
    [ValidateNotNullOrEmpty()]
    [string] $Path = './kandji.inventory',

    # The address of the instance.
    [Parameter(Mandatory)]
    [uri] $Uri,

    # A token of its REST API.
    [Parameter(Mandatory)]
    [securestring] $Secret,

    # The table of the records.
    [ValidatePattern('^[a-z0-9_]+$')]
    [string] $Table = 'cmdb_ci_computer',


    # Begins with what there is now: a first run gives nothing.
    [switch] $Baseline,

    # Sends the changes. Without it the script only shows them.
    [switch] $Apply,

    # A file that a line is added to for each change.
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
# Objects and answers do not have every property that is asked for below, whatever the strict mode of the caller.
Set-StrictMode -Off

function Write-Log {
    param([string] $Message)
    $line = '{0:yyyy-MM-ddTHH:mm:ssZ} {1}' -f [datetime]::UtcNow, $Message
    if ($LogPath) { Add-Content -LiteralPath $LogPath -Value $line -Encoding UTF8 -WhatIf:$false }
    Write-Verbose $line
}

function Read-Secret { [System.Net.NetworkCredential]::new('', $Secret).Password }

function Send-Request {
    param([string] $Method, [string] $Resource, $Body)
    $arguments = @{
        Method = $Method; Uri = [uri]::new($Uri, "/api/now/table/$Table$Resource"); MaximumRedirection = 0; TimeoutSec = 30
        Headers = @{ Authorization = "Bearer $(Read-Secret)"; Accept = 'application/json' }
    }
    if ($Body) {
        $arguments.Body = [System.Text.Encoding]::UTF8.GetBytes(($Body | ConvertTo-Json -Compress))
        $arguments.ContentType = 'application/json'
    }
    Invoke-RestMethod @arguments
}

function Send-Change {
    param($Change)
    # A circumflex would begin another condition of the query.
    if (-not $Change.SerialNumber -or $Change.SerialNumber.Contains('^')) { return 'NoSerialNumber' }
    $query = [uri]::EscapeDataString("serial_number=$($Change.SerialNumber)")
    $known = @((Send-Request Get "?sysparm_query=$query&sysparm_fields=sys_id&sysparm_limit=2").result) | Where-Object sys_id
    if (@($known).Count -gt 1) { throw "Several records of $Table have the serial number $($Change.SerialNumber)." }
    if ($Change.Change -eq 'Removed') {
        if (-not $known) { return 'Ignored' }
        # 7 is "Retired".
        Send-Request Patch "/$($known.sys_id)" @{ install_status = '7' } | Out-Null
        return 'Retired'
    }
    $device = $Change.Object
    $record = @{
        name = $device.DeviceName; serial_number = $device.SerialNumber; asset_tag = $device.AssetTag; os = $device.Platform
        os_version = $device.OsVersion; short_description = $device.Model; install_status = '1'
    }
    if ($known) {
        Send-Request Patch "/$($known.sys_id)" $record | Out-Null
        return 'Updated'
    }
    Send-Request Post '' $record | Out-Null
    'Created'
}

try {
    # The secrets and names of people go over the line: TLS, but for this computer itself.
    if (-not ($Uri.Scheme -eq 'https' -or ($Uri.Scheme -eq 'http' -and $Uri.IsLoopback))) {
        throw "-Uri must be an https address, not '$Uri'."
    }
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }
    $changes = @(Sync-KandjiInventory -Path $Path -Baseline:$Baseline)
    Write-Log "$($changes.Count) changes."
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$failed = 0
$arrived = [System.Collections.Generic.List[string]]::new()
$held = @{}
foreach ($change in $changes) {
    $outcome = 'WouldSend'
    if ($held[$change.ObjectId]) {
        # In their order: an older change of this device did not arrive.
        $outcome = 'Held'
    } elseif ($Apply -and $PSCmdlet.ShouldProcess("$change", 'Send')) {
        try {
            $outcome = Send-Change $change
            $arrived.Add($change.Id)
        } catch {
            $outcome = 'Failed'
            $held[$change.ObjectId] = $true
            $failed++
            Write-Error $_ -ErrorAction Continue
            Write-Log "${change}: $_"
        }
    }
    Write-Log "${change}: $outcome"
    [pscustomobject]@{
        Id           = $change.Id
        Change       = $change.Change
        SerialNumber = $change.SerialNumber
        Property     = $change.Property
        Outcome      = $outcome
    }
}
if ($arrived.Count) { Complete-KandjiInventory -Path $Path -Id $arrived -Confirm:$false }
exit [int]($failed -gt 0)
