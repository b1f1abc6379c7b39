# The types and views of the module's objects. Kandji.psm1 imports them once it knows that no other version is loaded: those that
# Kandji.psd1 names itself are added before anything of the module runs. Remove-Module Kandji removes them too.
@{
    ModuleVersion     = '1.0'
    TypesToProcess    = @('Kandji.Types.ps1xml')
    FormatsToProcess  = @('Kandji.Format.ps1xml')
    CmdletsToExport   = @()
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
