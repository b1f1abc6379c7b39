#Requires -Version 5.1

<#
.SYNOPSIS
    Writes the inventory of all devices to a dated CSV file.
.DESCRIPTION
    The file is written beside its place and renamed when it is complete, so that whoever reads the folder never sees a part of a list.
    Files of earlier runs that are older than -KeepDays days are deleted with -Apply, and only shown without it.
.EXAMPLE
    ./Export-Inventory.ps1 -Folder ./inventory
    Writes inventory/devices-2026-01-31.csv.
.EXAMPLE
    ./Export-Inventory.ps1 -Folder ./inventory -KeepDays 90 -Apply -LogPath inventory.log
    Also deletes files that are older than 90 days.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the files. It is created when it does not exist.
    [Parameter(Mandatory)]
    [string] $Folder,

    # The number of days that files are kept.
    [ValidateRange(1, 3650)]
    [int] $KeepDays = 365,

    # Deletes older files. Without it the script only shows them.
    [switch] $Apply,

    # A file that a line is added to for each step.
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
    New-Item -ItemType Directory -Path $Folder -Force -WhatIf:$false | Out-Null
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$file = Join-Path $Folder ('devices-{0:yyyy-MM-dd}.csv' -f (Get-Date))
$part = "$file.part"
try {
    $count = 0
    Get-KandjiDevice | ForEach-Object { $count++; $_ } |
        Select-Object DeviceName, SerialNumber, Platform, OsVersion, Model, AssetTag, BlueprintName, LastCheckIn,
            @{ Name = 'User'; Expression = { $_.User.Email } }, Tags |
        Export-Csv -LiteralPath $part -NoTypeInformation -Encoding UTF8 -WhatIf:$false
    Move-Item -LiteralPath $part -Destination $file -Force -WhatIf:$false
    Write-Log "$count devices in $file"

    $old = @(Get-ChildItem -LiteralPath $Folder -Filter 'devices-*.csv' | Where-Object LastWriteTime -LT (Get-Date).AddDays(-$KeepDays))
    foreach ($item in $old) {
        if ($Apply -and $PSCmdlet.ShouldProcess($item.FullName, 'Delete')) {
            Remove-Item -LiteralPath $item.FullName
            Write-Log "Deleted $($item.Name)"
        } else {
            Write-Log "Would delete $($item.Name)"
        }
    }
    [pscustomobject]@{ Path = $file; Devices = $count; Old = $old.Count }
} catch {
    Remove-Item -LiteralPath $part -ErrorAction Ignore -WhatIf:$false
    Write-Log "$_"
    Write-Error $_ -ErrorAction Continue
    exit 1
}
exit 0
