# Loads the cmdlets built for this edition of PowerShell, then the types and views of their objects. In few words: every further kind of
# expression costs an import milliseconds.

# A process keeps the assembly that it loaded first, and a session can add a type only once. So a second version fails, in words of the
# engine's; these are the words for it. Whatever else went wrong is said as it is.
function Stop-Import {
    param($Failure)
    $module = Get-Module -Name Kandji -All | Where-Object Guid -EQ 5d9a4a52-1f0e-4b7e-9c55-0f6f2b8f7c31 |
        Where-Object ModuleBase -NE $PSScriptRoot | Select-Object -First 1
    $assembly = ('Kandji.PowerShell.Sessions.KandjiSession' -as [type]).Assembly
    if ($module) {
        $version = $module.Version
        $folder = $module.ModuleBase
    } elseif ($assembly -and (Split-Path -Path (Split-Path -Path $assembly.Location)) -ne $PSScriptRoot) {
        $version = $assembly.FullName -replace '^.* Version=(\d+\.\d+\.\d+).*$', '$1'
        $folder = Split-Path -Path (Split-Path -Path $assembly.Location)
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
}

try {
    if ($PSEdition -eq 'Core') { Import-Module -Name "$PSScriptRoot/net8.0/Kandji.PowerShell.dll" -ErrorAction Stop }
    else {
        $file = "$PSScriptRoot/net472/Kandji.PowerShell.dll"
        $cmdlets = Import-Module -Name $file -PassThru -ErrorAction Stop
        # .NET Framework may answer with an assembly that it has, whatever its version.
        $version = (Get-Item -LiteralPath $file).VersionInfo.FileVersion
        if ($cmdlets.ImplementingAssembly.FullName -notlike "*, Version=$version, *") { throw "$file has another version than is loaded." }
    }
    Import-Module -Name "$PSScriptRoot/Kandji.Views.psd1" -ErrorAction Stop
} catch { Stop-Import $_ }
