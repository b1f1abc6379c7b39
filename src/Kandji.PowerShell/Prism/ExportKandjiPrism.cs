using System.Collections;
using Kandji.Client.Http;
using Kandji.Client.Prism;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Prism;

/// <summary>
/// <para type="synopsis">Exports a category of Prism to a CSV file that the service makes.</para>
/// <para type="description">
/// Asks the service for the file, waits until it is made, fetches it, and returns it. The file gets its name only once it is whole: until
/// then an older file of that name stays as it is. Ctrl+C ends the waiting and leaves no file. For a whole fleet this is much cheaper than
/// Get-KandjiPrism, and the service makes files of most categories, not of all.
/// </para>
/// </summary>
/// <example>
///   <summary>Export all applications of all Macs</summary>
///   <code>Export-KandjiPrism Apps -Path apps.csv -Platform Mac</code>
/// </example>
/// <example>
///   <summary>Export what the devices of a blueprint are, by name, into a folder</summary>
///   <code>Export-KandjiPrism DeviceInformation -Path . -Blueprint 'Engineering' -SortBy DeviceName</code>
///   <para>In a folder the file is named as the category: device_information.csv.</para>
/// </example>
[Cmdlet(VerbsData.Export, "KandjiPrism", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
[KandjiOperation(typeof(PrismOperations), nameof(PrismOperations.RequestExport), nameof(PrismOperations.GetExport))]
public sealed class ExportKandjiPrism : PrismCmdlet
{
    /// <summary>The category.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("category")]
    [PrismCategoryTransformation]
    [SeparateValuesTransformation]
    public PrismCategory Category { get; set; }

    /// <summary>The file to write, or a folder that exists.</summary>
    [Parameter(Position = 1)]
    [RequiredArgument("file", Values = "a path")]
    [Alias("FilePath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>Fails when the file exists already. Without it an existing file is overwritten.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>
    /// How many seconds to wait for the service to make the file, requests that are under way and the waits between them included. The
    /// default is 1,800.
    /// </summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, 86_400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override bool IsForOneTenant => true;

    /// <inheritdoc/>
    protected override void Process()
    {
        Guard(Path, () =>
        {
            string file = FilePath.ForWriting(SessionState, Path, PrismOperations.GetName(Category) + ".csv");
            if (NoClobber && File.Exists(file))
                throw new ObjectException(
                    "KandjiFileExists", ErrorCategory.ResourceExists, $"The file '{file}' exists, and -NoClobber was given.");
            // The service makes an empty file of a platform that there is not.
            if (Platform?.FirstOrDefault(platform => PlatformNames.Find(platform) is null) is { } unknown)
                throw ExistenceCheck.NoPlatform(unknown);
            PrismQuery query = MakeQuery(Category);
            if (MatchesNoBlueprint)
            {
                throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound,
                    $"No blueprint has a name like '{string.Join("', '", (object[])Blueprint!)}'. No file was written.");
            }
            if (ShouldProcess(file, $"Export {PrismOperations.GetName(Category)}"))
                Export(query, file);
        });
    }

    private void Export(PrismQuery query, string file)
    {
        using var bar =
            new TransferProgressBar(this, Thread, "Exporting " + PrismOperations.GetName(Category)) { QuietFor = TimeSpan.FromSeconds(1) };
        try
        {
            PrismExport export = Request(query, bar);
            RequireApplied(export, query);
            if (export.HasFailed)
            {
                throw new ObjectException("KandjiExportFailed", ErrorCategory.InvalidResult,
                    $"The service could not make the file of {PrismOperations.GetName(Category)}: {export.ErrorMsg ?? export.Status}. No "
                        + $"file was written.");
            }
            Await(Client.Prism.DownloadExportAsync(export, file, overwrite: !NoClobber, bar, StopToken));
            // As Get-Item returns it: with the properties that PowerShell's provider adds, so that it formats and pipes the same.
            WriteObject(InvokeProvider.Item.Get([file], force: true, literalPath: true), enumerateCollection: true);
            // A file with a header alone may be that of a blueprint or a platform that there is not.
            if (!File.ReadLines(file).Skip(1).Any())
                WriteMissing();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectException("KandjiFileError", ErrorCategory.WriteError, $"The file '{file}' could not be written: {e.Message}");
        }
    }

    // The file has no more to tell what it was made for than the answers about it.
    private void RequireApplied(PrismExport export, PrismQuery query)
    {
        if (!string.IsNullOrEmpty(export.Category) && export.Category != PrismOperations.GetName(Category))
            throw NotApplied($"The service made the file of the category '{export.Category}'", "category");
        if (export.Args is not { } applied)
            return;
        if (!IsSame(query.BlueprintIds, applied.BlueprintIds))
            throw NotApplied($"The service made the file of {Describe("blueprint", applied.BlueprintIds)}", "-Blueprint");
        if (!IsSame(query.DeviceFamilies, applied.DeviceFamilies))
            throw NotApplied($"The service made the file of {Describe("platform", applied.DeviceFamilies)}", "-Platform");
        if (query.Filter is { Count: > 0 } && applied.Filter is IDictionary { Count: 0 })
            throw NotApplied("The service made the file without conditions", "-Filter");
    }

    // An answer that does not repeat the parameter says nothing.
    private static bool IsSame(IReadOnlyList<string>? asked, IReadOnlyList<string>? applied) =>
        applied is null || new HashSet<string>(asked ?? [], StringComparer.OrdinalIgnoreCase).SetEquals(applied);

    private static string Describe(string what, IReadOnlyList<string>? values) =>
        values is { Count: > 0 } ? $"{what} '{string.Join("', '", values)}'" : $"every {what}";

    private static ObjectException NotApplied(string evidence, string parameter) =>
        new("KandjiFilterIgnored", ErrorCategory.InvalidData,
            $"{DisplayText.Sanitize(evidence)}: {parameter} was not applied. The file was not fetched.");

    private PrismExport Request(PrismQuery query, TransferProgressBar bar)
    {
        using var late = new Deadline(ConnectedSession.Clock, TimeSpan.FromSeconds(TimeoutSec));
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, StopToken);
        var limited = new RequestTimeLimit(late, Client.Observer, both);
        PrismOperations prism = Client.ObservedBy(limited).Prism;
        try
        {
            PrismExport export = Await(prism.RequestExportAsync(Category, query, both.Token));
            return Await(prism.WaitForExportAsync(export, new States(bar), both.Token));
        }
        catch (OperationCanceledException) when (limited.IsOver && !StopToken.IsCancellationRequested)
        {
            throw new ObjectException("KandjiExportTimeout", ErrorCategory.OperationTimeout,
                $"The service did not make the file of {PrismOperations.GetName(Category)} within {TimeoutSec} seconds. {limited.Reason} "
                    + $"No file was written. Give a longer -TimeoutSec, or narrow the rows down.");
        }
    }

    /// <summary>Says what the service makes of an export.</summary>
    private sealed class States(TransferProgressBar bar) : IProgress<PrismExport>
    {
        public void Report(PrismExport value) => bar.SetStatus($"The service makes the file: {DisplayText.Sanitize(value.Status)}");
    }
}
