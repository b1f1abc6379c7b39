# Says why the module could not be imported; a part of Kandji.psm1.
param($Failure)

# A process keeps the assembly that it loaded first, and a session can add a type only once. So a second version fails, in words of the
# engine's; these are the words for it. Whatever else went wrong is said as it is.
$module = Get-Module -Name Kandji -All | Where-Object Guid -EQ 5d9a4a52-1f0e-4b7e-9c55-0f6f2b8f7c31 |
    Where-Object ModuleBase -NE $PSScriptRoot | Select-Object -First 1
$assembly = ('Kandji.PowerShell.Sessions.KandjiSession' -as [type]).Assembly
$loaded = $assembly.Location -replace '[\\/]net(8\.0|472)[\\/].*$'
if ($module) {
    $version = $module.Version
    $folder = $module.ModuleBase
} elseif ($assembly -and $loaded -ne $PSScriptRoot) {
    $version = $assembly.FullName -replace '^.* Version=(\d+\.\d+\.\d+).*$', '$1'
    $folder = $loaded
} else {
    throw $Failure
}
$own = (Import-PowerShellDataFile -LiteralPath "$PSScriptRoot/Kandji.psd1").ModuleVersion
$message = "Kandji $own from '$PSScriptRoot' cannot be imported: this process has loaded Kandji $version from '$folder', and " +
    'keeps it until it ends, also after Remove-Module. ' +
    "Start a new PowerShell and import Kandji $own there before any other: Import-Module '$PSScriptRoot'"
# Thrown, because the engine adds to an error that is written that there was no module.
$shown = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'refused' }
Write-Error -Message $message -ErrorId KandjiOtherVersionLoaded -Category ResourceExists -TargetObject $folder @shown
throw $refused[0]
