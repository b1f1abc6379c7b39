using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Connection;

public sealed class ConnectFromVaultTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    // Stands in for the real module: the same names, parameters, and ways to answer.
    private const string SecretManagement = """
        New-Module -Name Microsoft.PowerShell.SecretManagement {
            function Get-Secret {
                [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [string] $Vault)
                $global:asked = "$Name from $(if ($Vault) { $Vault } else { 'any' })"
                $secure = [System.Net.NetworkCredential]::new('', $global:token).SecurePassword
                switch ($Name) {
                    Secure { return , $secure }
                    Text { return " $global:token " }
                    Credential { return [pscredential]::new('api', $secure) }
                    Table { return @{ token = $global:token } }
                    Nothing { return }
                    Blank { return '' }
                    default {
                        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                            [System.Exception]::new("The secret $Name was not found."), 'GetSecretNotFound', 'ObjectNotFound', $Name))
                    }
                }
            }
        } | Import-Module -Force
        """;

    [Theory]
    [InlineData("Secure")]
    [InlineData("Text")]
    [InlineData("Credential")]
    public void Connect_WhenTheVaultHasTheToken_Connects(string name)
    {
        Shell.Run(SecretManagement).Succeeded();

        InvocationResult result = Shell.Run($"Connect-Kandji -Uri $uri -SecretName {name} -Vault Operations").Succeeded();

        Assert.True(Assert.Single(result.As<KandjiSession>()).IsConnected);
        Assert.Equal(200, Assert.Single(Shell.Tenant.Log.Entries).Status);
        Assert.Equal($"{name} from Operations", Shell.Run("$asked").As<string>()[0]);
    }

    [Fact]
    public void Connect_WithoutVault_LetsTheModuleChoose()
    {
        Shell.Run(SecretManagement).Succeeded();

        Shell.Run("Connect-Kandji -Uri $uri -SecretName Secure").Succeeded();

        Assert.Equal("Secure from any", Shell.Run("$asked").As<string>()[0]);
    }

    [Theory]
    [InlineData("Unknown", "KandjiSecretNotFound",
        "'Operations' does not have the secret 'Unknown', or cannot be read. The secret Unknown was not found.")]
    [InlineData("Nothing", "KandjiSecretNotFound", "'Operations' does not have the secret 'Nothing', or cannot be read.")]
    [InlineData("Blank", "KandjiSecretNotText", "it is empty")]
    [InlineData("Table", "KandjiSecretNotText", "of type Hashtable")]
    public void Connect_WhenTheVaultHasNoToken_SaysWhatItHas(string name, string id, string words)
    {
        Shell.Run(SecretManagement).Succeeded();

        InvocationResult result = Shell.Run($"Connect-Kandji -Uri $uri -SecretName {name} -Vault Operations");

        Assert.Equal(id + ",Kandji.PowerShell.Connection.ConnectKandji", result.Error.FullyQualifiedErrorId);
        Assert.Contains(words, result.Error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Connect_WithoutTheModule_SaysHowToInstallIt()
    {
        Shell.Run("function Get-Secret { throw 'another command of this name was told the name of the secret' }").Succeeded();

        Shell.Run("Connect-Kandji -Uri $uri -SecretName KandjiToken")
            .Failed("KandjiSecretManagementMissing,Kandji.PowerShell.Connection.ConnectKandji",
                "Install-Module Microsoft.PowerShell.SecretManagement");
    }

    [Fact]
    public void Connect_WithTokenAndSecret_IsRefused()
    {
        Shell.Run("Connect-Kandji -Uri $uri -Token $token -SecretName KandjiToken").Failed("KandjiInvalidArgument");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }
}
