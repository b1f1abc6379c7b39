#Requires -Version 5.1

<#
.SYNOPSIS
    Finds Macs whose disk is not encrypted, or whose recovery key Kandji does not have.
.DESCRIPTION
    Reads FileVault of all Macs from Prism, 300 Macs a request. A Mac without a problem is not returned. A Mac that Prism has no data about
    is returned as Unknown. With -Apply the script asks the Macs to update their inventory, so that the next run sees their current state.
.EXAMPLE
    ./Test-FileVaultEscrow.ps1 | Export-Csv escrow.csv -NoTypeInformation
    Writes the Macs with a problem to a file. The exit code is 1 when there are any.
.EXAMPLE
    ./Test-FileVaultEscrow.ps1 -Apply -LogPath escrow.log
    Asks these Macs to update their inventory too.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # Asks the Macs that are returned to update their inventory.
    [switch] $Apply,

    # A file that a line is added to for each Mac.
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

try {
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }
    $rows = @{}
    Get-KandjiPrism FileVault | ForEach-Object { $rows[$_.DeviceId] = $_ }
    $macs = @(Get-KandjiDevice -Platform Mac)
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$found = 0
foreach ($mac in $macs) {
    $row = $rows[$mac.DeviceId]
    $problem = if (-not $row -or $null -eq $row.Status) { 'Unknown' }
    elseif (-not $row.Status) { 'NotEncrypted' }
    elseif ($row.RegenerationNeeded) { 'RegenerationNeeded' }
    elseif (-not $row.KeyEscrowed) { 'KeyNotEscrowed' }
    if (-not $problem) { continue }

    $found++
    Write-Log "${mac}: $problem"
    if ($Apply -and $PSCmdlet.ShouldProcess("$mac", 'UpdateInventory')) {
        Invoke-KandjiDeviceAction -Device $mac -Action UpdateInventory -ErrorAction Continue | Out-Null
    }
    [pscustomobject]@{
        DeviceName   = $mac.DeviceName
        SerialNumber = $mac.SerialNumber
        User         = $mac.User.Email
        Problem      = $problem
        LastCheckIn  = $mac.LastCheckIn
    }
}
Write-Log "$found of $($macs.Count) Macs have a problem."
exit [int]($found -gt 0)
