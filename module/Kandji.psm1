# Loads the cmdlets built for this edition of PowerShell, then the types and views of their objects. In few words: every further kind of
# expression costs an import milliseconds, and so does what is compiled and not needed. That is why the rare cases have files of their own.
try {
    if ($PSEdition -eq 'Core') {
        # What is compiled for this platform, if anything is. Constrained language may not ask which it is, and does without.
        if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
            $own = "$PSScriptRoot/net8.0/$([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)/Kandji.PowerShell.dll"
            $cmdlets = Import-Module -Name $own -PassThru -ErrorAction Ignore
        }
        if (-not $cmdlets) { Import-Module -Name "$PSScriptRoot/net8.0/Kandji.PowerShell.dll" -ErrorAction Stop }
    } else { . "$PSScriptRoot/Import-Desktop.ps1" }
    Import-Module -Name "$PSScriptRoot/Kandji.Views.psd1" -ErrorAction Stop
} catch { . "$PSScriptRoot/Stop-Import.ps1" $_ }
