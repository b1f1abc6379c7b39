#Requires -Version 5.1

<#
.SYNOPSIS
    Keeps the assets of Snipe-IT up to date with the devices of a tenant.
.DESCRIPTION
    Runs Sync-KandjiInventory, creates or updates the asset of each serial number,
    and takes the changes that arrived. A change that fails stays pending, with the later ones of the same device, and is tried again
    by the next run. The first run gives every device, or with -Baseline none. Shows what it would do unless -Apply is given; then
    nothing is taken either.
.EXAMPLE
    ./Send-InventoryToSnipeIt.ps1 -Path ./acme.inventory -Uri https://assets.example.com -Secret $secret -ModelId 4 -StatusId 2
    Shows what would be sent.
.EXAMPLE
    ./Send-InventoryToSnipeIt.ps1 -Path ./acme.inventory -Uri https://assets.example.com -Secret $secret -ModelId 4 -StatusId 2 -Apply
    Sends it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the inventory.
    [ValidateNotNullOrEmpty()]
    [string] $Path = './kandji.inventory',

    # The address of Snipe-IT.
    [Parameter(Mandatory)]
    [uri] $Uri,

    # A token of its API.
    [Parameter(Mandatory)]
    [securestring] $Secret,

    # The id of the model that new assets get.
    [Parameter(Mandatory)]
    [int] $ModelId,

    # The id of the status that assets of devices have.
    [Parameter(Mandatory)]
    [int] $StatusId,

    # The id of the status that the asset of a removed device gets. Without it such an asset stays as it is.
    [int] $RemovedStatusId,


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
        Method = $Method; Uri = [uri]::new($Uri, "/api/v1/$Resource"); MaximumRedirection = 0; TimeoutSec = 30
        Headers = @{ Authorization = "Bearer $(Read-Secret)"; Accept = 'application/json' }
    }
    if ($Body) {
        $arguments.Body = [System.Text.Encoding]::UTF8.GetBytes(($Body | ConvertTo-Json -Compress))
        $arguments.ContentType = 'application/json'
    }
    $answer = Invoke-RestMethod @arguments
    # Errors come with the status 200.
    if ($answer.status -eq 'error' -and "$($answer.messages)" -notlike '*does not exist*') { throw "Snipe-IT: $($answer.messages)" }
    $answer
}

function Send-Change {
    param($Change)
    # Without a serial number nothing tells which asset is meant.
    if (-not $Change.SerialNumber) { return 'NoSerialNumber' }
    $found = Send-Request Get "hardware/byserial/$([uri]::EscapeDataString($Change.SerialNumber))"
    $known = @($found.rows) | Where-Object id | Select-Object -First 1
    if ($Change.Change -eq 'Removed') {
        if (-not $RemovedStatusId -or -not $known) { return 'Ignored' }
        Send-Request Patch "hardware/$($known.id)" @{ status_id = $RemovedStatusId } | Out-Null
        return 'Retired'
    }
    $device = $Change.Object
    $notes = "Kandji: $($device.Model), $($device.OsVersion), $($device.BlueprintName)"
    $asset = @{ name = $device.DeviceName; status_id = $StatusId; notes = $notes }
    if ($known) {
        Send-Request Patch "hardware/$($known.id)" $asset | Out-Null
        return 'Updated'
    }
    $asset.serial = $device.SerialNumber
    $asset.model_id = $ModelId
    $asset.asset_tag = if ($device.AssetTag) { $device.AssetTag } else { $device.SerialNumber }
    Send-Request Post hardware $asset | Out-Null
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
