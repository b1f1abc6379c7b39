BeforeAll {
    . $PSScriptRoot/Tenant.ps1
    $tenant = Start-Tenant
    $folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid()))
    $transcript = Join-Path $folder transcript.txt

    # In a shell of its own, so that the transcript holds what a user's would.
    $script = Join-Path $folder script.ps1
    @'
param($Manifest, $Uri, $Transcript, $SessionFile)
$DebugPreference = $VerbosePreference = 'Continue'
Start-Transcript -LiteralPath $Transcript | Out-Null
Import-Module $Manifest -Verbose:$false
$session = Connect-Kandji -Uri $Uri
Get-KandjiDevice -First 2
Get-KandjiDevice NOSUCHSERIAL
Get-KandjiSession | Format-List *
$session | ConvertTo-Json -Depth 5
$session | Export-Clixml -LiteralPath $SessionFile -Depth 5
Get-Variable session | Format-List *
$Error | Format-List * -Force
Disconnect-Kandji
try { Get-KandjiDevice -Session $session } catch { $_ | Format-List * -Force }
try { Connect-Kandji -Uri http://127.0.0.1:9 } catch { $_ | Format-List * -Force }
Stop-Transcript | Out-Null
'@ | Set-Content -LiteralPath $script
    $env:KANDJI_TOKEN = $tenant.PlainToken
    # The script has errors to show, which Windows PowerShell would make the end of this one where build.ps1 stops at the first.
    $ErrorActionPreference = 'Continue'
    try {
        $exported = Join-Path $folder session.xml
        $said = & $shell @shellStart -NonInteractive -File $script $Manifest $tenant.Uri.AbsoluteUri $transcript $exported *>&1 | Out-String
    } finally {
        Remove-Item Env:KANDJI_TOKEN
    }
}

AfterAll {
    Stop-Tenant $tenant
    Remove-Item -LiteralPath $folder -Recurse -Force
}

Describe 'The token' {
    It 'is not in a transcript, with everything told' {
        $text = Get-Content -LiteralPath $transcript -Raw
        $text | Should -Match 'GET /api/v1/devices' -Because 'the requests are told'
        $text | Should -Match 'Authorization: \*\*\*' -Because 'the headers are told'
        $text | Should -Match 'NOSUCHSERIAL'
        $text | Should -Not -Match ([regex]::Escape($tenant.PlainToken))
    }

    It 'is not on the screen' {
        $said | Should -Match 'GET /api/v1/devices'
        $said | Should -Not -Match ([regex]::Escape($tenant.PlainToken))
    }

    It 'is not in a session that was exported' {
        $xml = Get-Content -LiteralPath (Join-Path $folder session.xml) -Raw
        $xml | Should -Match 'RequestsSent'
        $xml | Should -Not -Match ([regex]::Escape($tenant.PlainToken))
    }
}
