#Requires -Version 7.4
<#
.SYNOPSIS
    Shows the module's main job from end to end: each command as it is typed, its output as it is seen, and a check of what it did.
.DESCRIPTION
    Runs where the module is imported and $uri and $token are those of a fresh simulated tenant. Exits with 1 if a step did not do what it
    should.
#>

# Says what follows, the command, and the check, which gets the output and the errors and looks at the tenant by other ways than
# the command's.
$steps = @(
    @{
        Says    = "Connect. The address is a simulated tenant on this machine; yours is as short as 'acme'."
        Command = 'Connect-Kandji -Uri $uri -Token $token'
        Check   = { param($output) $output.Count -eq 1 -and $output[0].IsConnected }
    }
    @{
        Says    = 'Find devices: by what they are, and where. Names match whole; wildcards work.'
        Command = "Get-KandjiDevice -Platform Mac -Blueprint 'Engineering'"
        Check   = {
            param($output)
            $expected = Invoke-KandjiApi /api/v1/devices | Where-Object { $_.platform -eq 'Mac' -and $_.blueprint_name -eq 'Engineering' }
            $output.Count -gt 0 -and -not (Compare-Object @($expected.device_id) @($output.DeviceId))
        }
    }
    @{
        Says    = 'Objects are typed: a time compares with a time. What was never heard from is older than any.'
        Command = 'Get-KandjiDevice -Platform iPad, iPhone | Where-Object LastCheckIn -lt (Get-Date).AddDays(-30) | Sort-Object LastCheckIn'
        Check   = {
            param($output)
            $output.Count -gt 0 -and
                -not ($output | Where-Object { $_.Platform -notin 'iPad', 'iPhone' -or $_.LastCheckIn -ge (Get-Date).AddDays(-30) })
        }
    }
    @{
        Says    = 'They group, sort and export as any objects of PowerShell do.'
        Command = 'Get-KandjiDevice | Group-Object Platform -NoElement | Sort-Object Count -Descending'
        Check   = { param($output) ($output | Measure-Object Count -Sum).Sum -eq @(Get-KandjiDevice).Count -and
            $output.Name -contains 'Mac' }
    }
    @{
        Says    = 'One object leads to the next.'
        Command = 'Get-KandjiDevice C02KN0WN0MAC | Get-KandjiUser'
        Check   = { param($output) $output.Count -eq 1 -and $output[0].Email -eq 'ada@example.com' }
    }
    @{
        Says    = 'Wildcards find blueprints by a part of their name.'
        Command = "Get-KandjiBlueprint 'Eng*'"
        Check   = { param($output) $output.Count -eq 2 -and -not ($output | Where-Object Name -NotLike 'Eng*') }
    }
    @{
        Says    = 'Act on what was found. What does no harm runs without a question.'
        Command = "Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Invoke-KandjiDeviceAction -Action BlankPush"
        Check   = {
            param($output)
            $output.Count -eq @(Get-KandjiDevice -Platform Mac -Blueprint Engineering).Count -and
            -not ($output | Where-Object Outcome -NE Queued)
        }
    }
    @{
        Says    = 'Each action has parameters of its own, which appear and complete with it.'
        Command = 'Invoke-KandjiDeviceAction C02KN0WN0MAC Restart -NotifyUser'
        Check   = { param($output) $output.Count -eq 1 -and (Get-KandjiDeviceCommand C02KN0WN0MAC).CommandType -contains 'RestartDevice' }
    }
    @{
        Says    = 'What cannot be undone asks first. Here -WhatIf says what it would do, naming the exact device.'
        Command = 'Invoke-KandjiDeviceAction C02KN0WN0MAC Erase -Pin 123456 -WhatIf'
        Check   = { param($output) $output.Count -eq 0 -and (Get-KandjiDeviceCommand C02KN0WN0MAC).CommandType -notcontains 'EraseDevice' }
    }
    @{
        Says    = 'Somebody leaves. What would happen?'
        Command = "Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -WhatIf"
        Check   = { @(Get-KandjiUser -Email left@example.com).Count -eq 1 }
    }
    @{
        Says    = 'Without -UnassignDevices the service refuses, and the error says which devices and what helps.'
        Command = "Remove-KandjiUser 'left@example.com' -Force"
        Fails   = $true
        Check   = {
            param($output, $errors)
            $errors.Count -eq 1 -and $errors[0].FullyQualifiedErrorId -like 'KandjiUserHasDevices,*' -and
            "$($errors[0])" -match 'C02LEAVER001' -and
                @(Get-KandjiUser -Email left@example.com).Count -eq 1
        }
    }
    @{
        Says    = 'With it, unattended.'
        Command = "Get-KandjiUser -Email 'left@example.com' | Remove-KandjiUser -UnassignDevices -Force"
        Check   = { @(Get-KandjiUser | Where-Object Email -EQ left@example.com).Count -eq 0 -and -not (Get-KandjiDevice C02LEAVER001).User }
    }
    @{
        Says    = 'What was that? How much of the hour''s requests is left?'
        Command = 'Get-KandjiSession'
        Check   = { param($output) $output.Count -eq 1 -and $output[0].RequestsSent -gt 10 }
    }
    @{
        Says    = 'Every command has help. This is one parameter''s; -Examples and -Full show more.'
        Command = 'Get-Help Get-KandjiDevice -Parameter Platform'
        Check   = { param($output) $output.Count -eq 1 -and $output[0].description.Text }
    }
)

$wrong = 0
foreach ($step in $steps) {
    "$($PSStyle.Foreground.Green)# $($step.Says)$($PSStyle.Reset)" | Out-Host
    "PS> $($step.Command)" | Out-Host
    $said = @()
    try {
        $said = @(& ([scriptblock]::Create($step.Command)) 2>&1)
    } catch {
        $said = @($_)
    }
    $output, $errors = $said.Where({ $_ -isnot [System.Management.Automation.ErrorRecord] }, 'Split')
    $output | Out-Host
    # As text, which stays among the rest where the output is written to a file.
    $errors | Out-String | Out-Host
    $did = $false
    try {
        $did = [bool]$step.Fails -eq [bool]$errors.Count -and (& $step.Check $output $errors)
    } catch {
        $_ | Out-String | Out-Host
    }
    if (-not $did) {
        $wrong++
        "$($PSStyle.Foreground.Red)This step did not do what it should.$($PSStyle.Reset)" | Out-Host
    }
    '' | Out-Host
}

if ($wrong) {
    "$wrong of $($steps.Count) steps did not do what they should." | Out-Host
    exit 1
}
"All $($steps.Count) steps did what they should." | Out-Host
