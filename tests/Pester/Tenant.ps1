# What every test file begins with: the module as it was built, and a simulated tenant in a process of its own.

$Repository = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
$Manifest = Join-Path $Repository 'out/Kandji/Kandji.psd1'

# The program of this PowerShell, and what it begins with, for tests that need a shell of their own. The one that is a .NET tool
# runs inside dotnet.
$Shell = [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
$ShellStart = @('-NoProfile')
if ([System.IO.Path]::GetFileNameWithoutExtension($Shell) -eq 'dotnet') { $ShellStart = @((Join-Path $PSHOME 'pwsh.dll')) + $ShellStart }

# No proxy stands between a test and its own tenant, not in the processes that tests start either.
Remove-Item Env:http_proxy, Env:HTTP_PROXY, Env:all_proxy, Env:ALL_PROXY -ErrorAction Ignore

# No test reads or writes the tenants that its user has registered.
$env:KANDJI_TENANTS = Join-Path ([System.IO.Path]::GetTempPath()) "kandji-pester-$PID/tenants.json"

# Starts a tenant. The result has Uri and Token (a SecureString); PlainToken is for looking for it where it must not be.
function Start-Tenant {
    param([int] $Devices = 60, [string[]] $Options = @())

    $program = Get-ChildItem -Path (Join-Path $Repository 'tests/Kandji.Simulator/bin') -Recurse -Filter Kandji.Simulator.dll |
        Where-Object { $_.Directory.Name -like 'net*' } | Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $program) { throw 'The simulator is not built. Run ./build.ps1 first.' }

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$($program.FullName)`" --control --devices $Devices $Options")
    # Its input ends when this process does, and so does it, however that came about.
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    $said = $process.StandardOutput.ReadLine()
    if ($said -notmatch "^Connect-Kandji -Uri (?<uri>\S+) -Token '(?<token>[^']+)'") { throw "The simulator did not start: $said" }
    [pscustomobject]@{
        Uri        = [uri] $Matches.uri
        Token      = [System.Net.NetworkCredential]::new('', $Matches.token).SecurePassword
        PlainToken = $Matches.token
        Process    = $process
    }
}

# Ends a tenant and the sessions with it, so that the commands of later tests do not work in several tenants.
function Stop-Tenant {
    param($Tenant)
    if ($Tenant) { Get-KandjiSession -All | Where-Object Uri -EQ $Tenant.Uri | Disconnect-Kandji }
    if ($Tenant -and -not $Tenant.Process.HasExited) {
        $Tenant.Process.Kill()
        $Tenant.Process.WaitForExit()
    }
}

# Objects of every type that the module's commands return, of the tenant that is connected.
function Read-Everything {
    $devices = Get-KandjiDevice
    $scripts = Get-KandjiCustomScript
    $vulnerabilities = Get-KandjiVulnerability
    $software = $vulnerabilities | Get-KandjiVulnerabilitySoftware
    $threats = Get-KandjiThreat
    $details = $devices | Get-KandjiDeviceDetail
    $devices; $details; $details.Volumes; $scripts; $vulnerabilities; $software; $software.SoftwareVersions; $threats
    $devices | Get-KandjiDeviceApp | Select-Object -First 50
    $devices | Get-KandjiDeviceActivity | Select-Object -First 50
    $devices | Get-KandjiDeviceCommand | Select-Object -First 50
    $devices | Get-KandjiDeviceLibraryItem | Select-Object -First 50
    $devices | Get-KandjiDeviceParameter | Select-Object -First 50
    $devices | Get-KandjiDeviceStatus
    $devices | Select-Object -First 3 | New-KandjiDeviceNote -Content 'A note on a battery that was replaced.'
    $devices | Where-Object Platform -EQ Mac | Select-Object -First 3 | Invoke-KandjiDeviceAction BlankPush
    $devices | Where-Object Platform -EQ Mac | Select-Object -First 3 | Get-KandjiDeviceSecret
    $devices | Where-Object Platform -EQ iPad | Select-Object -First 3 | Get-KandjiDeviceLostMode
    Get-KandjiDeviceNote C02KN0WN0MAC
    Get-KandjiSession
    Get-KandjiTenant
    Get-KandjiBlueprint
    Get-KandjiBlueprint | Where-Object Type -eq classic | Get-KandjiBlueprintLibraryItem
    Get-KandjiBlueprintTemplate
    Get-KandjiBlueprintRouting
    Get-KandjiBlueprintRoutingActivity
    Get-KandjiUser
    Get-KandjiCustomProfile
    Get-KandjiCustomApp
    Get-KandjiInHouseApp
    Get-KandjiSelfServiceCategory
    $scripts | Get-KandjiLibraryItemActivity
    $scripts | Get-KandjiLibraryItemStatus
    Get-KandjiAdeIntegration
    Get-KandjiAdeDevice
    Get-KandjiTag
    Get-KandjiAdmin
    Get-KandjiAuditEvent
    $threats | Get-KandjiBehavioralDetection
    Get-KandjiVulnerabilityDetection
    $vulnerabilities | Get-KandjiVulnerabilityDevice
    Get-KandjiLicense
    Test-KandjiPermission
    Get-KandjiComplianceReport
    Get-KandjiFleetSummary
    Test-KandjiFleet
    Measure-KandjiPrism Apps
    [enum]::GetNames([Kandji.Client.Prism.PrismCategory]) | ForEach-Object { Get-KandjiPrism $_ }
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "kandji-pester-$([guid]::NewGuid())"
    try {
        Export-KandjiConfiguration (Join-Path $folder configuration) -Kind Tag, Script
        $renamed = Get-KandjiTag | Select-Object -First 1
        Rename-KandjiTag $renamed "$($renamed.Name) renamed"
        Compare-KandjiConfiguration (Join-Path $folder configuration) -Kind Tag
        Rename-KandjiTag $renamed.Id $renamed.Name
        Sync-KandjiInventory -Path (Join-Path $folder inventory)
        ($changes = $devices | Move-KandjiDevice -Blueprint Sales -AsPlan)
        ($plan = $changes | Export-KandjiPlan (Join-Path $folder q4.kplan.json))
        $plan.Steps
        Approve-KandjiPlan $plan.Path -Comment 'As agreed' -WarningAction SilentlyContinue
        Invoke-KandjiPlan $plan.Path -Force
        Undo-KandjiPlan $plan.Path -Force
    } finally {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}

Import-Module -Name $Manifest -Force
