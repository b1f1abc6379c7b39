using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// <para type="synopsis">Adds a connection with Apple's Automated Device Enrollment.</para>
/// <para type="description">
/// Save-KandjiAdePublicKey saves the key that Apple Business Manager wants when an MDM server is added there; Apple then gives a server
/// token (.p7m), which this command takes. Devices get the blueprint that is named here unless they have one of their own.
/// </para>
/// </summary>
/// <example>
///   <summary>Add a connection</summary>
/// <code>New-KandjiAdeIntegration -TokenFile ./token.p7m -Blueprint 'Engineering' -Email 'it@example.com' -Phone '+49 30 5550 0100'</code>
/// </example>
/// <example>
///   <summary>Add a connection whose devices get the blueprint that blueprint routing finds</summary>
///   <code>New-KandjiAdeIntegration ./token.p7m -UseBlueprintRouting -Email 'it@example.com' -Phone '+49 30 5550 0100'</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiAdeIntegration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AdeIntegration))]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.Create))]
[RequiresOneOf("It is not said which blueprint devices get", nameof(Blueprint), nameof(UseBlueprintRouting))]
[RequiresOneOf("The service requires an e-mail address", nameof(Email))]
[RequiresOneOf("The service requires a telephone number", nameof(Phone))]
public sealed class NewKandjiAdeIntegration : AdeIntegrationCmdlet
{
    /// <summary>The server token (.p7m) that Apple gave.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path", "FullName")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string TokenFile { get; set; } = "";

    private protected override string NotPlannable => "it needs a token file of Apple, which is a secret that no plan holds";

    /// <inheritdoc/>
    protected override void Process() => Guard(TokenFile, () =>
    {
        byte[] token = ReadToken(TokenFile);
        AdeIntegrationSettings settings = Settings(null);
        string name = Path.GetFileName(FilePath.Resolve(SessionState, TokenFile));
        if (ShouldProcess(name, "Add Automated Device Enrollment integration"))
            Change((client, stop) => client.Enrollment.CreateAsync(settings, name, token, stop), WriteModel);
    });
}
