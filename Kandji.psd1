@{
    RootModule           = 'Kandji.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d9a4a52-1f0e-4b7e-9c55-0f6f2b8f7c31'
    Author               = 'The Kandji for PowerShell contributors'
    CompanyName          = 'Community'
    Copyright            = '(c) 2026 The Kandji for PowerShell contributors. MIT License.'
    Description          = 'Manage Macs, iPhones, iPads, Apple TVs, Windows and Android devices with Kandji (Iru Endpoint) from PowerShell: typed objects, pipelines, safe and fast.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'

    FormatsToProcess     = @('Kandji.Format.ps1xml')
    TypesToProcess       = @('Kandji.Types.ps1xml')

    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    # One name a line, in alphabetical order: adding a cmdlet adds its line here.
    CmdletsToExport      = @(
        'Connect-Kandji'
    )

    PrivateData          = @{
        PSData = @{
            Tags         = @('Kandji', 'Iru', 'MDM', 'Mac', 'macOS', 'iOS', 'iPadOS', 'tvOS', 'Windows', 'Android', 'Apple',
                             'DeviceManagement', 'PSEdition_Core', 'PSEdition_Desktop', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
