namespace Kandji.PowerShell.Tests.Connection;

/// <summary>
/// A stand-in for the module SecretManagement, whose secrets are in $global:secrets, and which remembers what it was asked.
/// </summary>
internal static class Vault
{
    public const string Script = """
        $global:secrets = @{}
        $global:asked = [System.Collections.Generic.List[string]]::new()
        New-Module -Name Microsoft.PowerShell.SecretManagement {
            function Get-Secret {
                [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [string] $Vault)
                $global:asked.Add("$Name from $(if ($Vault) { $Vault } else { 'any' })")
                if ($global:secrets.ContainsKey($Name)) {
                    return [System.Net.NetworkCredential]::new('', $global:secrets[$Name]).SecurePassword
                }
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                    [System.Exception]::new("The secret $Name was not found."), 'GetSecretNotFound', 'ObjectNotFound', $Name))
            }
        } | Import-Module -Force
        """;
}
