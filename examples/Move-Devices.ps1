#Requires -Version 5.1

<#
.SYNOPSIS
    Moves the devices of a CSV file to other blueprints.
.DESCRIPTION
    The file has the columns serial_number and blueprint_name. Every row is checked before the first device is moved: with a serial number
    or a blueprint that does not exist nothing is moved. Shows what it would do unless -Apply is given.
.EXAMPLE
    ./Move-Devices.ps1 -Path moves.csv
    Checks the file and shows the moves.
.EXAMPLE
    ./Move-Devices.ps1 -Path moves.csv -Apply -LogPath moves.log
    Moves the devices.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The CSV file.
    [Parameter(Mandatory)]
    [string] $Path,

    # Moves the devices. Without it the script only shows the moves.
    [switch] $Apply,

    # A file that a line is added to for each move.
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
    $rows = @(Import-Csv -LiteralPath $Path)
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }

    $devices = @{}
    Get-KandjiDevice | Where-Object SerialNumber | ForEach-Object { $devices[$_.SerialNumber] = $_ }
    $blueprints = @{}
    Get-KandjiBlueprint | ForEach-Object { $blueprints[$_.Name] = $_ }

    $line = 1
    $wrong = @(foreach ($row in $rows) {
        $line++
        if (-not $devices.ContainsKey("$($row.serial_number)")) { "Line ${line}: no device has the serial number '$($row.serial_number)'." }
        if (-not $blueprints.ContainsKey("$($row.blueprint_name)")) { "Line ${line}: no blueprint is named '$($row.blueprint_name)'." }
    })
    if ($wrong) { throw ($wrong -join ' ') }
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$failed = 0
foreach ($row in $rows) {
    $device = $devices[$row.serial_number]
    $to = $blueprints[$row.blueprint_name]
    $outcome = if ($device.BlueprintId -eq $to.Id) { 'AlreadyThere' } else { 'WouldMove' }
    if ($outcome -eq 'WouldMove' -and $Apply -and $PSCmdlet.ShouldProcess("$device", "Move to '$($to.Name)'")) {
        try {
            $device | Set-KandjiDevice -Blueprint $to | Out-Null
            $outcome = 'Moved'
        } catch {
            $outcome = 'Failed'
            $failed++
            Write-Error $_ -ErrorAction Continue
            Write-Log "${device}: $_"
        }
    }
    Write-Log "${device}: $outcome, from '$($device.BlueprintName)' to '$($to.Name)'"
    [pscustomobject]@{
        DeviceName   = $device.DeviceName
        SerialNumber = $device.SerialNumber
        From         = $device.BlueprintName
        To           = $to.Name
        Outcome      = $outcome
    }
}
exit [int]($failed -gt 0)
