using System.Collections;
using System.Globalization;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Blueprints;

/// <summary>
/// <para type="synopsis">Creates a blueprint: empty, from a template, or as a copy of another.</para>
/// <para type="description">
/// The name must be one that no other blueprint has. A copy has the type and the library items of its original, and none of its devices.
/// Until -EnrollmentCodeActive $true is given, nobody can enroll a device into the blueprint by its code. Returns the blueprint.
/// </para>
/// <para type="description">
/// A blueprint on the pipeline is copied, also to another tenant with -Session. There it gets the name, the description, the icon, the
/// colour and the type of its original, and the library items of the same kinds and names; the enrollment code is not copied. Everything is
/// looked up before anything is sent: an item that the other tenant lacks, or has several of, is an error that names it. A part that cannot
/// be carried to another tenant is an error too, unless -AllowIncomplete is given: the nodes of an assignment map, which the API does not
/// show, and the parameters of a classic blueprint. An item that could not be added to the new blueprint is an error that names both, and
/// the blueprint is returned all the same.
/// </para>
/// </summary>
/// <example>
///   <summary>Create an assignment map</summary>
///   <code>New-KandjiBlueprint 'Field sales' -Type Map -Description 'Laptops that are always on the road'</code>
/// </example>
/// <example>
///   <summary>Copy a blueprint to try something out</summary>
///   <code>New-KandjiBlueprint 'Engineering (pilot)' -CopyFrom 'Engineering'</code>
/// </example>
/// <example>
///   <summary>Create a blueprint from a template</summary>
///   <code>Get-KandjiBlueprintTemplate 'Starter' | New-KandjiBlueprint 'Finance'</code>
/// </example>
/// <example>
///   <summary>Copy a blueprint to another tenant</summary>
///   <code>Get-KandjiBlueprint 'Sales' -Session acme | New-KandjiBlueprint 'Sales (acme)' -Session globex -WhatIf</code>
/// </example>
/// <example>
///   <summary>Copy the blueprints that another tenant lacks</summary>
///   <code>Compare-KandjiTenant acme globex -Kind Blueprint -PassThru | New-KandjiBlueprint -Session globex</code>
/// </example>
[Cmdlet(VerbsCommon.New, "KandjiBlueprint", DefaultParameterSetName = Empty, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Blueprint))]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Create))]
[KandjiOperation(
    typeof(BlueprintOperations), nameof(BlueprintOperations.AssignLibraryItem), nameof(BlueprintOperations.ListLibraryItems),
    nameof(BlueprintOperations.List), When = "to copy a blueprint to another tenant")]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), nameof(LibraryOperations.ListCustomProfiles),
    nameof(LibraryOperations.ListCustomApps), nameof(LibraryOperations.ListInHouseApps), When = "to copy a blueprint to another tenant")]
public sealed class NewKandjiBlueprint : BlueprintSettingsCmdlet
{
    private const string Empty = "Empty";
    private const string Template = "Template";
    private const string Copy = "Copy";
    private const string Piped = "InputObject";

    private readonly Dictionary<KandjiClient, LibraryItemMatcher> _matchers = [];
    private Blueprint? _unwritten;

    /// <summary>The name. Without it a copy of a blueprint of another tenant is named as its original.</summary>
    [Parameter(ParameterSetName = Empty, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = Template, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = Copy, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = Piped, Position = 0)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Name { get; set; }

    /// <summary>The type of an empty blueprint: Classic, or Map for an assignment map. The default is Classic.</summary>
    [Parameter(ParameterSetName = Empty)]
    [EnumSpellingTransformation]
    [ValidateSet("Classic", "Map")]
    public string Type { get; set; } = "Classic";

    /// <summary>
    /// The id of the template to begin with, as Get-KandjiBlueprintTemplate shows it; from the pipeline also the template.
    /// </summary>
    [Parameter(ParameterSetName = Template, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public int TemplateId { get; set; }

    /// <summary>
    /// The blueprint to copy within its tenant: id, name, or blueprint object. To copy one to another tenant, pipe it in.
    /// </summary>
    [Parameter(ParameterSetName = Copy, Mandatory = true)]
    [Alias("Source")]
    [BlueprintReferenceTransformation]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    [ValidateCount(1, 1)]
    public BlueprintReference[] CopyFrom { get; set; } = [];

    /// <summary>
    /// A blueprint to copy, also one of another tenant, to which a session has to be open. Other parameters take precedence.
    /// </summary>
    [Parameter(ParameterSetName = Piped, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [AnyTenant]
    [CopyTransformation(typeof(Blueprint), Except = typeof(BlueprintTemplate), NoRows = true)]
    public Blueprint? InputObject { get; set; }

    /// <summary>
    /// Copies a blueprint to another tenant even if it has something that cannot be carried, and says in a warning what the copy lacks.
    /// Without the nodes of an assignment map every device of the copy gets all of its library items.
    /// </summary>
    [Parameter(ParameterSetName = Piped)]
    public SwitchParameter AllowIncomplete { get; set; }

    /// <inheritdoc/>
    internal override string OtherTenantAdvice => IsGiven(nameof(CopyFrom))
        ? "To copy a blueprint to another tenant, pipe it in: Get-KandjiBlueprint NAME -Session TENANT | New-KandjiBlueprint -Session "
            + "OTHER."
        : base.OtherTenantAdvice;

    /// <inheritdoc/>
    protected override void Process() => Guard(InputObject ?? (object?)Name, () =>
    {
        if (ParameterSetName == Piped)
            CopyPiped(InputObject!);
        else
            Create();
    });

    private void Create()
    {
        NewBlueprint blueprint = Fill(new NewBlueprint(), Name);
        string action = "Create blueprint";
        switch (ParameterSetName)
        {
            case Template:
                blueprint.SourceType = "template";
                blueprint.SourceId = TemplateId.ToString(CultureInfo.InvariantCulture);
                action += " from template " + blueprint.SourceId;
                break;
            case Copy:
                CopyWithinTenant(blueprint, Await(new BlueprintResolver(Client).ResolveAsync(CopyFrom[0], StopToken)));
                return;
            default:
                blueprint.Type = EnumSpelling.ToApi(Type, "classic", "map");
                break;
        }
        if (ShouldProcess($"'{Name}'", action))
            Change((client, token) => client.Blueprints.CreateAsync(blueprint, token), WriteModel);
    }

    // The service itself copies everything that belongs to the blueprint.
    private void CopyWithinTenant(NewBlueprint blueprint, Blueprint original)
    {
        blueprint.SourceType = "blueprint";
        blueprint.SourceId = original.Id;
        // The service refuses a copy of another type than the original's.
        blueprint.Type = original.Type;
        if (ShouldProcess($"'{blueprint.Name}'", $"Create blueprint as a copy of '{original}'"))
            Change((client, token) => client.Blueprints.CreateAsync(blueprint, token), WriteModel);
    }

    private void CopyPiped(Blueprint original)
    {
        string tenant = original.Origin?.Name ?? "its tenant";
        KandjiClient source = FindClient(original) ?? throw new ObjectException(
            "KandjiOtherTenant", ErrorCategory.ConnectionError,
            $"The library items of the blueprint '{original}' are read from {tenant}, to which no session is open in this runspace. Run "
                + "Connect-Kandji first.") { Target = original };
        if (original.Id is null)
        {
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidData,
                $"The blueprint '{original}' came without its id and cannot be copied.") { Target = original };
        }
        // The answer to a change does not tell the type.
        if (original.Type is null)
            original = Await(source.Blueprints.GetAsync(original.Id, StopToken));
        NewBlueprint copy = Fill(new NewBlueprint(), Name);
        if (source != Client)
        {
            CopyToOtherTenant(copy, original, source);
            return;
        }
        if (Name is null)
        {
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidArgument,
                $"A copy of the blueprint '{original}' in its own tenant requires -Name, because two blueprints cannot have one name. "
                    + "-Session names another tenant.") { Target = original };
        }
        CopyWithinTenant(copy, original);
    }

    private void CopyToOtherTenant(NewBlueprint copy, Blueprint original, KandjiClient source)
    {
        if (IsPlanning)
        {
            throw new ObjectException("KandjiNotPlannable", ErrorCategory.InvalidOperation,
                $"A copy of the blueprint '{original}' in another tenant cannot be planned: its library items are added to the id that the "
                    + "new blueprint gets. Make it without -AsPlan.") { Target = original };
        }
        string? lost = FindWhatIsLost(original);
        if (lost is not null && !AllowIncomplete)
        {
            throw new ObjectException("KandjiInvalidArgument", ErrorCategory.InvalidData,
                $"The blueprint '{original}' {lost} -AllowIncomplete copies it all the same.") { Target = original };
        }
        copy.Name ??= original.Name;
        copy.Type = original.Type;
        copy.Description ??= NullIfEmpty(original.Description);
        copy.Icon ??= NullIfEmpty(original.Icon);
        copy.Color ??= NullIfEmpty(original.Color);
        if (!_matchers.TryGetValue(source, out LibraryItemMatcher? matcher))
            _matchers[source] = matcher = new LibraryItemMatcher(source, Client);
        IReadOnlyList<(string Id, string Name)> items = Await(matcher.MatchAsync(original, StopToken));
        string names = string.Join(", ", items.Select(item => $"'{item.Name}'"));
        string action = $"Create blueprint as a copy of '{original}' of {source.Identity.Name} with "
            + (items.Count == 0 ? "no library items" : $"the library item{(items.Count == 1 ? "" : "s")} {names}");
        if (lost is not null)
            WriteWarning($"The blueprint '{original}' {lost}");
        if (!ShouldProcess($"'{copy.Name}'", action))
            return;
        // Written once it has its items: what is next in the pipeline may move devices to it.
        _unwritten = Await(ChangeAsync(NewChange(null), (client, token) => client.Blueprints.CreateAsync(copy, token), StopToken));
        AddItems(_unwritten, items);
        WriteUnwritten();
    }

    // Each is tried, and their errors are written afterwards: also where errors end the command, the blueprint gets what it can.
    private void AddItems(Blueprint blueprint, IReadOnlyList<(string Id, string Name)> items)
    {
        var failures = new List<ErrorRecord>();
        for (int i = 0; i < items.Count; i++)
        {
            (string id, string name) = items[i];
            WillChange($"'{blueprint}'", $"Add library item '{name}'");
            try
            {
                Change((client, token) => client.Blueprints.AssignLibraryItemAsync(blueprint.Id!, id, null, token));
            }
            catch (KandjiApiException e) when (ErrorRecords.IsFatal(e))
            {
                WasTold(e);
                failures.ForEach(WriteFailure);
                throw new TerminatingException(NotAdded(e, blueprint, items.Skip(i).Select(item => item.Name).ToList()));
            }
            catch (KandjiApiException e)
            {
                WasTold(e);
                failures.Add(NotAdded(e, blueprint, [name]));
            }
        }
        failures.ForEach(WriteFailure);
    }

    private static ErrorRecord NotAdded(KandjiApiException e, Blueprint blueprint, List<string> items)
    {
        ErrorRecord record = ErrorRecords.Create(e, blueprint)!;
        record.ErrorDetails = new ErrorDetails(
            $"{e.Message} The blueprint '{blueprint}' was created without the library item{(items.Count == 1 ? "" : "s")} "
                + $"{string.Join(", ", items.Select(item => $"'{DisplayText.Sanitize(item)}'"))}. Add-KandjiBlueprintLibraryItem adds "
                + "what is missing.");
        return record;
    }

    // The blueprint was created, whatever became of its items.
    private protected override void OnTerminating() => WriteUnwritten();

    private void WriteUnwritten()
    {
        if (_unwritten is not { } blueprint)
            return;
        _unwritten = null;
        WriteResult(blueprint, () => WriteModel(blueprint));
    }

    private static string? FindWhatIsLost(Blueprint original) =>
        string.Equals(original.Type, "map", StringComparison.OrdinalIgnoreCase)
            ? "is an assignment map. The API does not show its nodes, which cannot be copied to another tenant: every device of the copy "
                + "gets all of its library items."
            : HasContent(original.Params)
                ? "has parameters (params), which the API cannot write: a copy in another tenant is without them."
                : null;

    private static bool HasContent(object? value) => value switch
    {
        null => false,
        PSObject custom => custom.BaseObject is not PSCustomObject || custom.Properties.Any(),
        ICollection items => items.Count > 0,
        _ => true,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
