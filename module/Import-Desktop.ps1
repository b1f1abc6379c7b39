# Loads the cmdlets in Windows PowerShell; a part of Kandji.psm1.
$file = "$PSScriptRoot/net472/Kandji.PowerShell.dll"
$cmdlets = Import-Module -Name $file -PassThru -ErrorAction Stop
# .NET Framework may answer with an assembly that it has, whatever its version.
$version = (Get-Item -LiteralPath $file).VersionInfo.FileVersion
if ($cmdlets.ImplementingAssembly.FullName -notlike "*, Version=$version, *") { throw "$file has another version than is loaded." }
