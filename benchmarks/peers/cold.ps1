# The first steps of a script in a new process. Prints a line for each: its name, its seconds on the clock, and those of the processor.
param($manifest, $address, $token, [Parameter(ValueFromRemainingArguments)] [string[]] $steps)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$process = [Diagnostics.Process]::GetCurrentProcess()
$watch = [Diagnostics.Stopwatch]::StartNew()
function Read-Clock { $process.Refresh(); $watch.Elapsed.TotalSeconds, $process.TotalProcessorTime.TotalSeconds }
function Assert-Count($count, $expected) { if ($count -ne $expected) { throw "$count came, not $expected." } }
$lines = foreach ($step in @('none', 'none') + $steps) {
    $before = Read-Clock
    switch ($step) {
        'none' { }
        'import' { Import-Module -Name $manifest }
        'connect' { $session = Connect-Kandji -Uri $address -Token $token }
        'list' { $devices = Get-KandjiDevice }
        'table' { $table = Get-KandjiDevice -First 20 | Out-String }
        'complete' { $completion = [Management.Automation.CommandCompletion]::CompleteInput('Get-KandjiDevice -Blueprint ', 28, $null) }
        'pages' {
            $devices = [Collections.Generic.List[object]]::new()
            do {
                $uri = "$address/api/v1/devices?limit=300&offset=$($devices.Count)&ordering=device_id"
                $page = Invoke-RestMethod -Uri $uri -Headers @{ Authorization = "Bearer $token" }
                $devices.AddRange([object[]]$page)
            } while ($page.Count -eq 300)
        }
        default { throw "There is no step $step." }
    }
    $after = Read-Clock
    switch ($step) {
        { $_ -in 'list', 'pages' } { Assert-Count $devices.Count 10000 }
        'table' { Assert-Count @($table -split '\r?\n' -match '\S').Count 22 }
        'complete' { if ($completion.CompletionMatches.Count -lt 2) { throw 'Nothing was completed.' } }
    }
    $wall, $processor = ($after[0] - $before[0]), ($after[1] - $before[1])
    [string]::Format([cultureinfo]::InvariantCulture, '{0} {1:0.000000} {2:0.000000}', $step, $wall, $processor)
}
$lines | Select-Object -Skip 2
