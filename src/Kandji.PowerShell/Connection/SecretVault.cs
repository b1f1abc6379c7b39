using System.Collections;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Connection;

/// <summary>Reads secrets through the module Microsoft.PowerShell.SecretManagement, if the user has it. Nothing depends on it.</summary>
/// <param name="commands">Runs the module's command.</param>
/// <param name="noun">The secret in words.</param>
/// <param name="parameter">The parameter that takes the secret itself.</param>
internal sealed class SecretVault(CommandInvocationIntrinsics commands, string noun = "token", string parameter = "Token")
{
    // Written in full, so that the token's name is told to no other command that happens to be called the same.
    private const string Module = "Microsoft.PowerShell.SecretManagement";
    private const string GetSecret = Module + @"\Get-Secret";

    /// <summary>Reads a secret.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="vault">The vault; null for the default one, then the others.</param>
    /// <returns>A copy that the caller disposes of.</returns>
    /// <exception cref="TerminatingException">The module is not there, there is no such secret, or it is not text.</exception>
    public SecureString Read(string name, string? vault)
    {
        if (commands.GetCommand(GetSecret, CommandTypes.Cmdlet | CommandTypes.Function) is not { } command)
        {
            throw Failed("KandjiSecretManagementMissing", ErrorCategory.NotInstalled, name,
                $"The secret '{name}' is read with the module {Module}, which is not installed. Install-Module {Module}, register a vault "
                + $"(Register-SecretVault), and store the {noun} in it: {HowToStore(name, vault)}. Or give -{parameter}.");
        }
        object? secret = Ask(command, name, vault);
        SecureString? token = secret switch
        {
            SecureString secure => secure.Copy(),
            PSCredential credential => credential.Password.Copy(),
            string text => new NetworkCredential("", text.Trim()).SecurePassword,
            _ => null,
        };
        if (token is { Length: > 0 })
            return token;
        token?.Dispose();
        throw secret is null
            ? Failed("KandjiSecretNotFound", ErrorCategory.ObjectNotFound, name,
                $"{NotFound(name, vault)} Store the {noun} with: {HowToStore(name, vault)}. Get-SecretInfo lists the secrets there are.")
            : Failed("KandjiSecretNotText", ErrorCategory.InvalidType, name,
                $"The secret '{name}' is not a {noun}: it is "
                + $"{(secret is SecureString or PSCredential or string ? "empty" : "of type " + secret.GetType().Name)}. "
                + $"Store the {noun} as a SecureString or a string.");
    }

    private object? Ask(CommandInfo command, string name, string? vault)
    {
        try
        {
            return commands.InvokeScript(
                    "param($command, $given) & $command @given -ErrorAction Stop",
                    useNewScope: true,
                    PipelineResultTypes.None,
                    null,
                    command,
                    vault is null ? new Hashtable { ["Name"] = name } : new Hashtable { ["Name"] = name, ["Vault"] = vault })
                .FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Failed("KandjiSecretNotFound", ErrorCategory.ObjectNotFound, name,
                $"{NotFound(name, vault)} {e.ErrorRecord.Exception.Message.Trim()} Store the {noun} with: {HowToStore(name, vault)}.", e);
        }
    }

    private static string NotFound(string name, string? vault) =>
        vault is null ? $"No vault has the secret '{name}'." : $"The vault '{vault}' does not have the secret '{name}', or cannot be read.";

    private string HowToStore(string name, string? vault) =>
        $"Set-Secret -Name {CompletionText.Quote(name)}{(vault is null ? "" : " -Vault " + CompletionText.Quote(vault))} "
            + $"-Secret (Read-Host '{(noun == "token" ? "API token" : noun)}' -AsSecureString)";

    private static TerminatingException Failed(string id, ErrorCategory category, string name, string message, Exception? cause = null) =>
        new(new ErrorRecord(new InvalidOperationException(message, cause), id, category, name));
}
