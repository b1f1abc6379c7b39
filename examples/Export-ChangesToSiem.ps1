#Requires -Version 5.1

<#
.SYNOPSIS
    Appends changes of devices and events of the audit log to a file of JSON lines, as SIEMs read them.
.DESCRIPTION
    Each line has time, id, source (kandji.inventory or kandji.audit), event, tenant, and data. The lines are written first and taken
    then: a run that dies between the two writes the same lines again, with the same ids. Shows what it would write unless -Apply is
    given.
.EXAMPLE
    ./Export-ChangesToSiem.ps1 -Path ./acme.inventory -CursorPath ./audit.cursor -OutputPath kandji.jsonl
    Shows how many lines would be written.
.EXAMPLE
    ./Export-ChangesToSiem.ps1 -Path ./acme.inventory -CursorPath ./audit.cursor -OutputPath kandji.jsonl -Apply
    Writes them.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the inventory.
    [ValidateNotNullOrEmpty()]
    [string] $Path = './kandji.inventory',

    # The file that keeps how far the audit log was read.
    [ValidateNotNullOrEmpty()]
    [string] $CursorPath = './kandji-audit.cursor',

    # The file that lines are appended to.
    [ValidateNotNullOrEmpty()]
    [string] $OutputPath = './kandji.jsonl',

    # Begins with what there is now: a first run gives no change of devices.
    [switch] $Baseline,

    # Writes the lines. Without it the script only counts them.
    [switch] $Apply,

    # A file that a line is added to for each run.
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

function ConvertTo-Line {
    param([datetime] $Time, [string] $Id, [string] $Source, [string] $EventName, [string] $Tenant, $Data)
    [ordered]@{
        time = $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.ffffffZ')
        id = $Id; source = $Source; event = $EventName; tenant = $Tenant; data = $Data
    } | ConvertTo-Json -Depth 8 -Compress
}

try {
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }
    $changes = @(Sync-KandjiInventory -Path $Path -Baseline:$Baseline)
    $events = @(Get-KandjiAuditEvent -CursorPath $CursorPath)
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

try {
    $lines = @(
        foreach ($change in $changes) {
            ConvertTo-Line $change.DetectedAt $change.Id kandji.inventory "$($change.Kind).$($change.Change)" $change.Tenant ([ordered]@{
                object_id = $change.ObjectId; previous_id = $change.PreviousId; serial_number = $change.SerialNumber; name = $change.Name
                property = $change.Property; before = "$($change.Before)"; after = "$($change.After)"
            })
        }
        foreach ($entry in $events) {
            ConvertTo-Line $entry.OccurredAt $entry.Id kandji.audit "$($entry.TargetType).$($entry.Action)" $entry.Tenant ([ordered]@{
                actor_id = $entry.ActorId; actor = $entry.ActorName; actor_type = $entry.ActorType; target_id = $entry.TargetId
                component = $entry.TargetComponent; new_state = $entry.NewState
            })
        }
    )
    $outcome = 'WouldWrite'
    if ($Apply -and $PSCmdlet.ShouldProcess($OutputPath, "Append $($lines.Count) lines")) {
        $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputPath)
        # Without a byte order mark, which readers of lines stumble over.
        if ($lines.Count) { [System.IO.File]::AppendAllText($file, ($lines -join "`n") + "`n") }
        if ($changes.Count) { $changes | Complete-KandjiInventory -Path $Path -Confirm:$false }
        Complete-KandjiAuditCursor -Path $CursorPath -Confirm:$false
        $outcome = 'Written'
    }
    Write-Log "$($changes.Count) changes, $($events.Count) events: $outcome"
    [pscustomobject]@{ Changes = $changes.Count; Events = $events.Count; Outcome = $outcome }
} catch {
    Write-Log "Nothing was taken. $_"
    Write-Error $_ -ErrorAction Continue
    exit 1
}
exit 0
