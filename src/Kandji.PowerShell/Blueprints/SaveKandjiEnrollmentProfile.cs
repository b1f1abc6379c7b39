using System.Runtime.InteropServices;
using Kandji.Client.Blueprints;
using Kandji.Client.Http.Files;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Saves the profile with which devices are enrolled by hand into a blueprint.</para>
/// <para type="description">
/// Writes a .mobileconfig file and returns it. The file appears only when it is whole. Whoever has it can enroll devices into the
/// blueprint, also where the blueprint otherwise makes people sign in. With -SignInAddress nothing is written: the address is returned at
/// which people sign in to get the profile, for blueprints that require that.
/// </para>
/// </summary>
/// <example>
///   <summary>Save the profile of a blueprint</summary>
///   <code>Save-KandjiEnrollmentProfile 'Engineering' -Path ./engineering.mobileconfig</code>
/// </example>
/// <example>
///   <summary>Save the profiles of several blueprints in a folder</summary>
///   <code>Get-KandjiBlueprint '*iPad*' | Save-KandjiEnrollmentProfile -Path . -Force</code>
///   <para>Each file is named after its blueprint.</para>
/// </example>
/// <example>
///   <summary>Get the address at which people sign in</summary>
///   <code>Save-KandjiEnrollmentProfile 'Sales' -SignInAddress</code>
/// </example>
[Cmdlet(VerbsData.Save, "KandjiEnrollmentProfile", DefaultParameterSetName = ToFile, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo), typeof(Uri))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.GetEnrollmentProfile))]
public sealed class SaveKandjiEnrollmentProfile : KandjiCmdlet
{
    private const string ToFile = "File";
    private const string AsAddress = "Address";

    // Names that no system and no later copy to another system minds.
    private static readonly char[] NotInNames = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

    // The blueprint that each file was written for, by the file. Two names may differ in the case only, or in what no file name has.
    private readonly Dictionary<string, Blueprint> _written = new(
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private BlueprintResolver? _resolver;

    /// <summary>The blueprint: id, name, blueprint object, or a device that is in it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "BlueprintId")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public BlueprintReference[] Blueprint { get; set; } = [];

    /// <summary>The file, or a folder in which it is named after the blueprint. Without it: the current location.</summary>
    [Parameter(ParameterSetName = ToFile, Position = 1)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = ".";

    /// <summary>Overwrites an existing file, but none that the same command has written for another blueprint.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the address at which people sign in to get the profile, instead of the profile.</summary>
    [Parameter(ParameterSetName = AsAddress, Mandatory = true)]
    [Alias("Sso")]
    public SwitchParameter SignInAddress { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        _resolver ??= new BlueprintResolver(Client);
        foreach (BlueprintReference reference in Blueprint)
        {
            Guard(reference, () =>
            {
                Blueprint blueprint = Await(_resolver.ResolveAsync(reference, StopToken));
                if (SignInAddress)
                    WriteAddress(blueprint);
                else
                    Save(blueprint);
            });
        }
    }

    private void WriteAddress(Blueprint blueprint) => WriteObject(
        Await(Client.Blueprints.GetEnrollmentAddressAsync(blueprint.Id!, StopToken))
        ?? throw new ObjectException("KandjiNoSignIn", ErrorCategory.InvalidOperation,
            $"The blueprint '{blueprint}' requires no sign-in, so there is no address for it. Save the profile instead."));

    private void Save(Blueprint blueprint)
    {
        string path = FilePath.ForWriting(SessionState, Path, FileName(blueprint));
        if (File.Exists(path) && !Force)
            throw new ObjectException("KandjiFileExists", ErrorCategory.ResourceExists, $"The file '{path}' exists. -Force overwrites it.");
        Dictionary<string, Blueprint> written = ((SaveKandjiEnrollmentProfile?)Owner ?? this)._written;
        if (written.TryGetValue(path, out Blueprint? other) && (other.Id != blueprint.Id || other.Tenant != blueprint.Tenant))
        {
            throw new ObjectException("KandjiFileExists", ErrorCategory.ResourceExists,
                $"The file '{path}' has the enrollment profile of '{other}' already, which this command has saved. Give the profile of "
                    + $"'{blueprint}' a file of its own with -Path.");
        }
        if (!ShouldProcess(path, $"Save the enrollment profile of '{blueprint}'"))
        {
            if (IsWhatIf)
                written[path] = blueprint;
            return;
        }
        byte[] profile = Await(Client.Blueprints.GetEnrollmentProfileAsync(blueprint.Id!, StopToken));
        Await(AtomicFile.WriteAsync(path, profile, Force, StopToken));
        written[path] = blueprint;
        // As Get-Item returns it: with the properties that PowerShell adds, so that it formats and pipes the same.
        WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
    }

    private static string FileName(Blueprint blueprint)
    {
        string name = new((blueprint.Name ?? blueprint.Id!).Select(c => NotInNames.Contains(c) || char.IsControl(c) ? '_' : c).ToArray());
        return name.Trim().TrimStart('.') + ".mobileconfig";
    }
}
