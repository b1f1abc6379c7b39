#Requires -Version 5.1

<#
.SYNOPSIS
    Sends a mail about the devices that fail compliance.
.DESCRIPTION
    Reads the compliance report and writes the devices that have a problem, or of which too little is known, as an HTML table.
    With -Apply the table is sent by SMTP;
    without it the file is only written. The report costs a request for each device: run it at night, for one platform, or with
    -Check Os, FileVault, CheckIn, which costs none of them.
.EXAMPLE
    ./Send-ComplianceMail.ps1 -Platform Mac -Path compliance.html
    Writes the page without sending it.
.EXAMPLE
    ./Send-ComplianceMail.ps1 -To it@example.com -From kandji@example.com -SmtpServer mail.example.com -Apply
    Sends the mail.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The recipients. Required with -Apply.
    [string[]] $To,

    # The sender. Required with -Apply.
    [string] $From,

    # The mail server. STARTTLS is used on every port but 25.
    [string] $SmtpServer,

    [ValidateRange(1, 65535)]
    [int] $Port = 587,

    # The user name and password of the mail server, where it asks for them.
    [pscredential] $Credential,

    # Writes the mail into this folder instead of sending it: the pickup folder of a mail server on this machine.
    [string] $PickupFolder,

    # The platform to report on. The default is all of them.
    [string[]] $Platform,

    # What to look at: LibraryItems, Parameters, FileVault, Os, CheckIn. The default is everything.
    [string[]] $Check,

    # The page. The default is a file in the folder for temporary files.
    [string] $Path = (Join-Path ([System.IO.Path]::GetTempPath()) 'kandji-compliance.html'),

    # Sends the mail. Without it the script only writes the page.
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
    if ($Apply -and -not ($To -and $From -and ($SmtpServer -or $PickupFolder))) {
        throw '-Apply needs -To, -From and -SmtpServer or -PickupFolder.'
    }
    if (-not (Get-Module -Name Kandji)) { Import-Module -Name Kandji }
    if (-not (Get-KandjiSession)) { Connect-Kandji | Out-Null }
} catch {
    Write-Log "The job could not begin. $_"
    Write-Error $_ -ErrorAction Continue
    exit 2
}

try {
    $filter = @{}
    if ($Platform) { $filter.Platform = $Platform }
    $checks = @{}
    if ($Check) { $checks.Check = $Check }
    $report = @(Get-KandjiDevice @filter | Get-KandjiComplianceReport @checks)
    # A device of which not everything was checked is not called compliant: then it fails where a check found a problem.
    $failing = @($report | Where-Object { $_.ProblemCount -or $_.UnknownCount } | Sort-Object ProblemCount -Descending)
    $summary = '{0} of {1} devices have no problem. {2:d}' -f ($report.Count - $failing.Count), $report.Count, (Get-Date)

    # ConvertTo-Html encodes the values: the name of a device cannot become a part of the page.
    $html = $failing | Select-Object DeviceName, SerialNumber, Platform, User, Blueprint, Problems, LastCheckIn |
        ConvertTo-Html -Title 'Compliance' -PreContent "<h1>Compliance</h1><p>$summary</p>" | Out-String
    Set-Content -LiteralPath $Path -Value $html -Encoding UTF8 -WhatIf:$false
    Write-Log $summary

    $outcome = 'Written'
    if ($Apply -and $PSCmdlet.ShouldProcess($To -join ', ', 'Send mail')) {
        $mail = [System.Net.Mail.MailMessage]::new()
        $client = [System.Net.Mail.SmtpClient]::new()
        try {
            $mail.From = $From
            foreach ($address in $To) { $mail.To.Add($address) }
            $mail.Subject = "Kandji compliance: $($failing.Count) of $($report.Count) devices fail"
            $mail.IsBodyHtml = $true
            $mail.Body = $html
            if ($PickupFolder) {
                $client.DeliveryMethod = 'SpecifiedPickupDirectory'
                $client.PickupDirectoryLocation = (Resolve-Path -LiteralPath $PickupFolder).ProviderPath
            } else {
                $client.Host = $SmtpServer
                $client.Port = $Port
                $client.EnableSsl = $Port -ne 25
                if ($Credential) { $client.Credentials = $Credential.GetNetworkCredential() }
            }
            $client.Send($mail)
        } finally {
            $mail.Dispose()
            $client.Dispose()
        }
        $outcome = 'Sent'
        Write-Log "Sent to $($To -join ', ')."
    }
    [pscustomobject]@{ Devices = $report.Count; Failing = $failing.Count; Path = $Path; Outcome = $outcome }
} catch {
    Write-Log "$_"
    Write-Error $_ -ErrorAction Continue
    exit 1
}
exit 0
