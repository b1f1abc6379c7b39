#Requires -Version 5.1

<#
.SYNOPSIS
    Removes the Kandji users of people who left.
.DESCRIPTION
    Reads who left from Entra ID (Get-MgUser), from Active Directory (Get-ADUser) or from a CSV file with a column mail, email or
    userPrincipalName. Users who are in Kandji are removed there, after the assignments of their devices were cleared. Shows what it would
    do unless -Apply is given.
.EXAMPLE
    ./Remove-Leavers.ps1 -From Entra
    Shows which users would be removed.
.EXAMPLE
    ./Remove-Leavers.ps1 -From Csv -Path left.csv -Apply -LogPath leavers.log
    Removes the users who are listed in the file.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # Where the people who left are listed.
    [ValidateSet('Entra', 'ActiveDirectory', 'Csv')]
    [string] $From = 'Entra',

    # The CSV file, with -From Csv.
    [string] $Path,

    # The most users to remove in one run. With more, nothing is removed: a broken filter must not empty the tenant.
    [ValidateRange(1, 10000)]
    [int] $MaxRemove = 25,

    # Removes the users. Without it the script only shows them.
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

    $people = @(switch ($From) {
        Entra { Get-MgUser -Filter 'accountEnabled eq false' -All -Property Id, DisplayName, Mail, UserPrincipalName }
        ActiveDirectory { Get-ADUser -Filter 'Enabled -eq $false' -Properties EmailAddress }
        Csv { Import-Csv -LiteralPath $Path }
    })
    $addresses = @{}
    foreach ($person in $people) {
        foreach ($column in 'mail', 'emailAddress', 'email', 'userPrincipalName') {
            if ($address = "$($person.$column)".Trim()) { $addresses[$address] = $true }
        }
    }

    $leavers = @(Get-KandjiUser | Where-Object { $_.Email -and $addresses.ContainsKey($_.Email) })
    Write-Log "$($people.Count) people left; $($leavers.Count) of them are users in Kandji."
    if ($leavers.Count -gt $MaxRemove) {
        throw "$($leavers.Count) users would be removed, more than -MaxRemove $MaxRemove allows. Nothing was removed."
    }
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

$failed = 0
foreach ($leaver in $leavers) {
    $outcome = 'WouldRemove'
    if ($Apply -and $PSCmdlet.ShouldProcess($leaver.Email, 'Remove user')) {
        try {
            $leaver | Remove-KandjiUser -UnassignDevices -Force
            $outcome = 'Removed'
        } catch {
            $outcome = 'Failed'
            $failed++
            Write-Error $_ -ErrorAction Continue
            Write-Log "$($leaver.Email): $_"
        }
    }
    Write-Log "$($leaver.Email): $outcome"
    [pscustomobject]@{ Name = $leaver.Name; Email = $leaver.Email; Devices = $leaver.DeviceCount; Outcome = $outcome }
}
exit [int]($failed -gt 0)
