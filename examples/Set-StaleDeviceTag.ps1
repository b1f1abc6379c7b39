#Requires -Version 5.1

<#
.SYNOPSIS
    Tags devices that have not checked in for a while, and removes them after a grace period.
.DESCRIPTION
    A device that has not checked in for -Days days gets the tag. A device that has checked in again loses it. With -RemoveAfterDays,
    devices that have the tag and have not checked in for that long are removed from Kandji, which ends their management; a removal cannot
    be undone. Shows what it would do unless -Apply is given.
.EXAMPLE
    ./Set-StaleDeviceTag.ps1 -Days 30
    Shows which devices would get the tag, or lose it.
.EXAMPLE
    ./Set-StaleDeviceTag.ps1 -Days 30 -RemoveAfterDays 120 -Apply -LogPath stale.log
    Tags devices after 30 days, and removes those that were tagged in an earlier run and have been silent for 120 days.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The tag. It is created when it does not exist.
    [ValidateNotNullOrEmpty()]
    [string] $Tag = 'stale',

    # The number of days without a check-in after which a device gets the tag.
    [ValidateRange(1, 3650)]
    [int] $Days = 30,

    # The number of days without a check-in after which a tagged device is removed. Without it none is removed.
    [ValidateRange(1, 3650)]
    [int] $RemoveAfterDays,

    # The most devices to remove in one run. With more, none is removed.
    [ValidateRange(1, 10000)]
    [int] $MaxRemove = 20,

    # Makes the changes. Without it the script only shows them.
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

try {
    if ($RemoveAfterDays -and $RemoveAfterDays -le $Days) {
        throw '-RemoveAfterDays must be more than -Days: the time between is the grace period.'
    }
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }

    # A device without a date has never checked in: that is another problem, and no reason to remove it.
    $now = Get-Date
    $changes = @(Get-KandjiDevice | Where-Object LastCheckIn | ForEach-Object {
        $isTagged = $_.Tags -contains $Tag
        $silent = [int][Math]::Floor(($now - $_.LastCheckIn).TotalDays)
        $change = if ($RemoveAfterDays -and $isTagged -and $silent -ge $RemoveAfterDays) { 'Remove' }
        elseif (-not $isTagged -and $silent -ge $Days) { 'AddTag' }
        elseif ($isTagged -and $silent -lt $Days) { 'RemoveTag' }
        if ($change) { [pscustomobject]@{ Device = $_; Change = $change; SilentDays = $silent } }
    })
    $removals = @($changes | Where-Object Change -EQ Remove).Count
    Write-Log "$($changes.Count) changes, $removals of them removals."
    if ($removals -gt $MaxRemove) {
        throw "$removals devices would be removed, more than -MaxRemove $MaxRemove allows. Nothing was changed."
    }
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$failed = 0
foreach ($item in $changes) {
    $device = $item.Device
    $outcome = 'Would' + $item.Change
    if ($Apply -and $PSCmdlet.ShouldProcess("$device", $item.Change)) {
        try {
            switch ($item.Change) {
                AddTag { $device | Set-KandjiDevice -AddTag $Tag | Out-Null }
                RemoveTag { $device | Set-KandjiDevice -RemoveTag $Tag | Out-Null }
                Remove { $device | Remove-KandjiDevice -Force | Out-Null }
            }
            $outcome = $item.Change
        } catch {
            $outcome = 'Failed'
            $failed++
            Write-Error $_ -ErrorAction Continue
            Write-Log "${device}: $_"
        }
    }
    Write-Log "${device}: $outcome, silent for $($item.SilentDays) days"
    [pscustomobject]@{
        DeviceName   = $device.DeviceName
        SerialNumber = $device.SerialNumber
        SilentDays   = $item.SilentDays
        Outcome      = $outcome
    }
}
exit [int]($failed -gt 0)
