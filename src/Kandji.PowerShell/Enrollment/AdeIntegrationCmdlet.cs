using Kandji.Client.Enrollment;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Blueprints;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// The base of the commands that set something on an integration. The service wants all of it each time, so what is not given is taken from
/// the integration as it is.
/// </summary>
public abstract class AdeIntegrationCmdlet : ChangeCmdlet
{
    // Apple's server tokens have a few thousand bytes.
    private const int MaxTokenBytes = 1024 * 1024;

    private BlueprintResolver? _blueprints;

    /// <summary>The blueprint for devices that have none of their own: id, name, or blueprint object.</summary>
    [Parameter]
    [BlueprintReferenceTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[]? Blueprint { get; set; }

    /// <summary>Lets blueprint routing decide which blueprint a device gets.</summary>
    [Parameter]
    [ExcludesParameters(nameof(Blueprint), Reason = "a device gets either that blueprint or the one that routing finds")]
    public SwitchParameter UseBlueprintRouting { get; set; }

    /// <summary>The e-mail address that people see during setup.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Email { get; set; }

    /// <summary>The telephone number that people see during setup.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Phone { get; set; }

    private protected AdeIntegrationSettings Settings(AdeIntegration? current)
    {
        string? blueprintId = Blueprint is not null
            ? Await((_blueprints ??= new BlueprintResolver(Client)).ResolveIdAsync(Blueprint[0], StopToken))
            : UseBlueprintRouting || current is { UseBlueprintRouting: true } ? null
            : current?.Blueprint?.Id;
        if (blueprintId is null && !UseBlueprintRouting && current is not { UseBlueprintRouting: true })
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
                "Which blueprint do devices get? Give -Blueprint, or -UseBlueprintRouting.");
        return new AdeIntegrationSettings
        {
            BlueprintId = blueprintId,
            Email = Email ?? current?.Defaults?.Email ?? throw Missing("-Email"),
            Phone = Phone ?? current?.Defaults?.Phone ?? throw Missing("-Phone"),
        };
    }

    /// <summary>Reads the file of a server token, and looks whether it is one.</summary>
    /// <exception cref="ObjectException">
    /// The file cannot be read, or is something else: the key that Apple was given, a page, a token of Apps and Books.
    /// </exception>
    private protected byte[] ReadToken(string path)
    {
        byte[] token = FilePath.Read(SessionState, path, MaxTokenBytes);
        return ServerToken.IsOne(token)
            ? token
            : throw new ObjectException("KandjiFileError", ErrorCategory.InvalidData,
                $"The file '{FilePath.Resolve(SessionState, path)}' is not a server token, and nothing was sent. Give the .p7m file that "
                    + "Apple Business Manager offers for download at the MDM server, as it was downloaded.");
    }

    private static ObjectException Missing(string parameter) =>
        new("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
            $"The service wants an e-mail address and a telephone number. Give {parameter}.");
}
