#Requires -Version 5.1

<#
.SYNOPSIS
    Posts changes of devices to a webhook, signed.
.DESCRIPTION
    Runs Sync-KandjiInventory, posts each change as JSON, signed as Standard Webhooks asks,
    and takes the changes that arrived. A change that fails stays pending, with the later ones of the same device, and is tried again
    by the next run. The first run gives every device, or with -Baseline none. Shows what it would do unless -Apply is given; then
    nothing is taken either.
.EXAMPLE
    ./Send-InventoryToWebhook.ps1 -Path ./acme.inventory -Uri https://hooks.example.com/kandji -Secret $secret
    Shows what would be sent.
.EXAMPLE
    ./Send-InventoryToWebhook.ps1 -Path ./acme.inventory -Uri https://hooks.example.com/kandji -Secret $secret -Apply -LogPath changes.log
    Sends it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the inventory.
    [ValidateNotNullOrEmpty()]
    [string] $Path = './kandji.inventory',

    # The receiver. http is for this computer alone.
    [Parameter(Mandatory)]
    [uri] $Uri,

    # The secret that both sides know: whsec_ and Base64.
    [Parameter(Mandatory)]
    [securestring] $Secret,

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

function Read-Key {
    $text = [System.Net.NetworkCredential]::new('', $Secret).Password
    if (-not $text.StartsWith('whsec_')) { throw "-Secret must be 'whsec_' and Base64." }
    [Convert]::FromBase64String($text.Substring(6))
}

function Send-Change {
    param($Change)
    $body = [ordered]@{
        type = 'kandji.' + "$($Change.Kind).$($Change.Change)".ToLowerInvariant()
        timestamp = $Change.DetectedAt.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.ffffffZ')
        data = [ordered]@{
            id = $Change.Id; tenant = $Change.Tenant; object_id = $Change.ObjectId; previous_id = $Change.PreviousId
            serial_number = $Change.SerialNumber; name = $Change.Name; property = $Change.Property
            before = $(if ($null -ne $Change.Before) { "$($Change.Before)" })
            after = $(if ($null -ne $Change.After) { "$($Change.After)" })
        }
    } | ConvertTo-Json -Depth 5 -Compress
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($body)
    $time = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    # What is signed are the bytes that are sent.
    $hmac = [System.Security.Cryptography.HMACSHA256]::new([byte[]] (Read-Key))
    try {
        $signed = [System.Text.Encoding]::UTF8.GetBytes("$($Change.Id).$time.") + $bytes
        $signature = [Convert]::ToBase64String($hmac.ComputeHash([byte[]] $signed))
    } finally {
        $hmac.Dispose()
    }
    $headers = @{ 'webhook-id' = $Change.Id; 'webhook-timestamp' = "$time"; 'webhook-signature' = "v1,$signature" }
    $arguments = @{ Method = 'Post'; Uri = $Uri; Body = $bytes; ContentType = 'application/json'; Headers = $headers }
    Invoke-RestMethod @arguments -MaximumRedirection 0 -TimeoutSec 30 | Out-Null
    'Sent'
}

try {
    # The secrets and names of people go over the line: TLS, but for this computer itself.
    if (-not ($Uri.Scheme -eq 'https' -or ($Uri.Scheme -eq 'http' -and $Uri.IsLoopback))) {
        throw "-Uri must be an https address, not '$Uri'."
    }
    Read-Key | Out-Null
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
