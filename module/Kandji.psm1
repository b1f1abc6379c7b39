# Loads the cmdlets built for this edition of PowerShell. In few words: every further kind of expression costs an import milliseconds.
if ($PSEdition -eq 'Core') { Import-Module -Name "$PSScriptRoot/net8.0/Kandji.PowerShell.dll" -ErrorAction Stop }
else { Import-Module -Name "$PSScriptRoot/net472/Kandji.PowerShell.dll" -ErrorAction Stop }
