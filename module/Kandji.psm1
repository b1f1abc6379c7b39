# Loads the cmdlets built for this edition of PowerShell.
if ($PSEdition -eq 'Core' -and $PSVersionTable.PSVersion -lt '7.4') {
    throw "Kandji needs PowerShell 7.4 or later, or Windows PowerShell 5.1. This is PowerShell $($PSVersionTable.PSVersion)."
}
$framework = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, $framework, 'Kandji.PowerShell.dll')) -ErrorAction Stop
