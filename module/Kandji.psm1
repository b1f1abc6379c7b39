# Loads the cmdlets built for this edition of PowerShell.
$framework = if ($PSEdition -eq 'Core') { 'net8.0' } else { 'net472' }
Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, $framework, 'Kandji.PowerShell.dll')) -ErrorAction Stop
