using System.Globalization;
using Kandji.Automation.Configuration;
using Kandji.Client.Blueprints;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Configuration;

/// <summary>
/// <para type="synopsis">Compares the configurations of two tenants.</para>
/// <para type="description">
/// Reads both tenants at the same time, matches things by name, and returns an object for each difference: what only one of them has, and
/// each property that is different, with both values. Texts, such as scripts and profiles, are compared by lines; Lines has them as a
/// unified diff. References are compared by name, lists without regard to their order, and what moves by itself (times, links, numbers of
/// devices) not at all. Enrollment codes are neither compared nor shown.
/// </para>
/// <para type="description">
/// A kind that one of the tenants does not let be read is an error, and nothing is said about it: what could not be read is not missing. A
/// name that several things of one kind have is an error too. Differences come in the order in which they would be copied: what others
/// refer to comes first.
/// </para>
/// </summary>
/// <example>
///   <summary>What is different in the test tenant?</summary>
///   <code>Compare-KandjiTenant acme globex</code>
/// </example>
/// <example>
///   <summary>The lines of the scripts that are different</summary>
///   <code>Compare-KandjiTenant acme globex -Kind Script | ForEach-Object Lines</code>
/// </example>
/// <example>
///   <summary>Copy the scripts that the other tenant lacks</summary>
///   <code>Compare-KandjiTenant acme globex -Kind Script -PassThru | New-KandjiCustomScript -Session globex -WhatIf</code>
/// </example>
/// <example>
///   <summary>Copy the blueprints that the other tenant lacks, once it has their library items</summary>
///   <code>Compare-KandjiTenant acme globex -Kind Blueprint -PassThru | New-KandjiBlueprint -Session globex</code>
/// </example>
[Cmdlet(VerbsData.Compare, "KandjiTenant")]
[OutputType(typeof(ConfigurationDifference))]
[OutputType(typeof(Tag), typeof(CustomScript), typeof(CustomProfile), typeof(CustomApp), typeof(InHouseApp), typeof(Blueprint))]
[KandjiOperation(typeof(TagOperations), nameof(TagOperations.List), When = "with -Kind Tag")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories),
    When = "with -Kind SelfServiceCategory, and for the categories of scripts and apps")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), When = "with -Kind CustomScript")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomScript), When = "where the list lacks the scripts' text")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomProfiles), When = "with -Kind CustomProfile")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.GetCustomProfile), When = "where the list lacks the profiles' text")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomApps), When = "with -Kind CustomApp")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListInHouseApps), When = "with -Kind InHouseApp")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), nameof(BlueprintOperations.ListLibraryItems),
    When = "with -Kind Blueprint")]
[KandjiOperation(typeof(BlueprintRoutingOperations), nameof(BlueprintRoutingOperations.Get), When = "with -Kind BlueprintRouting")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List), When = "with -Kind AdeIntegration")]
public sealed class CompareKandjiTenant : CancellableCmdlet
{
    private readonly List<RequestLogger> _loggers = [];

    /// <summary>The first tenant: the name of an open session, or a session.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [SessionTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public KandjiSession[] Tenant { get; set; } = [];

    /// <summary>The tenant to compare it with: the name of an open session, or a session.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [SessionTransformation]
    [ValidateCount(1, 1)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public KandjiSession[] OtherTenant { get; set; } = [];

    /// <summary>
    /// The kinds to compare: Tag, SelfServiceCategory, CustomScript (Script), CustomProfile (Profile), CustomApp (App), InHouseApp,
    /// Blueprint, BlueprintRouting, AdeIntegration. Without it all of them.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Tag", "SelfServiceCategory", "CustomScript", "CustomProfile", "CustomApp", "InHouseApp", "Blueprint", "BlueprintRouting",
        "AdeIntegration", "Script", "Profile", "App")]
    [ValidateNotNullOrEmpty]
    public string[]? Kind { get; set; }

    /// <summary>
    /// Returns, instead of the differences, the things of the first tenant that the other lacks, as the Get commands do. Each can be piped
    /// to the New command of its kind, which makes it in the other tenant: copy tags and library items before the blueprints that have
    /// them. Self Service categories and Automated Device Enrollment integrations, which the API cannot create, are an error that names
    /// them, KandjiNotCopied.
    /// </summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>
    /// Ends with a terminating error, KandjiDifference, after all output, when there is a difference or when something could not be
    /// compared. A pipeline of a build server then fails.
    /// </summary>
    [Parameter]
    public SwitchParameter ErrorOnDifference { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        (KandjiSession here, KandjiSession there) = (Connected(Tenant[0]), Connected(OtherTenant[0]));
        if (here.Identity.IsSame(there.Identity))
            throw TerminatingException.FromParameters($"Both sides are the tenant {here.Tenant}.", here);
        var reader = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        FanOutHost host = CreateHost(here);
        var progress = new FanOutProgress(host, $"Comparing {here.Tenant} and {there.Tenant}", reader.Token) { Total = 0 };
        Task<IReadOnlyList<ConfigurationSet>> reading = ReadAsync(here, progress, reader.Token);
        Task<IReadOnlyList<ConfigurationSet>> other = ReadAsync(there, progress, reader.Token);
        try
        {
            Await(Task.WhenAll(reading, other));
            progress.Complete();
        }
        finally
        {
            // The rest of one tenant is of no use without the other.
            reader.Cancel();
        }
        int differences = 0, unknown = 0;
        foreach ((ConfigurationSet ours, ConfigurationSet theirs) in reading.Result.Zip(other.Result, (left, right) => (left, right)))
        {
            unknown += TellUnknown(ours, here) + TellUnknown(theirs, there);
            ConfigurationComparison comparison = ConfigurationComparer.Compare(ours, theirs);
            unknown += TellRepeated(comparison.RepeatedHere, here) + TellRepeated(comparison.RepeatedThere, there);
            differences += comparison.Differences.Count;
            foreach (ConfigurationDifference difference in comparison.Differences)
                Write(difference, here, there);
        }
        if (ErrorOnDifference && differences + unknown > 0)
            throw new TerminatingException(Different(here, there, differences, unknown));
    }

    private FanOutHost CreateHost(KandjiSession session) => new()
    {
        Thread = Thread,
        Guard = Guard,
        WriteProgress = WriteProgress,
        Clock = session.Clock,
        StopToken = StopToken,
        IsWaiting = () => _loggers.Exists(logger => logger.Waits.IsWaiting),
    };

    private Task<IReadOnlyList<ConfigurationSet>> ReadAsync(KandjiSession session, FanOutProgress progress, CancellationToken stop)
    {
        var logger = new RequestLogger(this, Thread, session.Clock, StopToken);
        _loggers.Add(logger);
        var reader = new ConfigurationReader(session.GetClient().ObservedBy(logger))
        {
            // From any thread; the progress is the pipeline's.
            Expected = count => Post(() => progress.Total += count),
            Read = () => Post(() => progress.Count(succeeded: true)),
        };
        return reader.ReadAsync(Kind is null ? ConfigurationKinds.Comparable : Kind.Select(ConfigurationKinds.Parse).ToArray(), stop);
    }

    private void Write(ConfigurationDifference difference, KandjiSession here, KandjiSession there)
    {
        if (PassThru)
        {
            if (difference is { Change: ConfigurationChange.OnlyHere, Source: { } source })
                Pass(difference.Kind, source, here, there);
            return;
        }
        difference.Tenant = here.Tenant;
        difference.OtherTenant = there.Tenant;
        WriteObject(difference);
    }

    private void Pass(ConfigurationKind kind, KandjiObject source, KandjiSession here, KandjiSession there)
    {
        if (ConfigurationKinds.CanBeCreated(kind))
        {
            WriteObject(PSObjectFactory.Create(source));
            return;
        }
        var problem = new ObjectException("KandjiNotCopied", ErrorCategory.InvalidOperation,
            $"{there.Tenant} lacks '{source}', one of the {ConfigurationKinds.Plural(kind)} of {here.Tenant}. The API cannot create it: "
                + "add it in the browser.") { Target = source };
        WriteFailure(ErrorRecords.Create(problem, null)!);
    }

    private int TellUnknown(ConfigurationSet set, KandjiSession session)
    {
        if (set.Failure is not { } failure)
            return 0;
        ErrorRecord record = ErrorRecords.Create(failure, set.Kind)!;
        record.ErrorDetails = new ErrorDetails(
            $"{session.Tenant}: The {ConfigurationKinds.Plural(set.Kind)} could not be read, and were not compared. {failure.Message}");
        WriteFailure(record);
        return 1;
    }

    private int TellRepeated(IReadOnlyList<IReadOnlyList<ConfigurationItem>> repeated, KandjiSession session)
    {
        foreach (IReadOnlyList<ConfigurationItem> items in repeated)
        {
            string ids = string.Join(", ", items.Select(item => item.Id));
            var problem = new ObjectException("KandjiAmbiguous", ErrorCategory.InvalidData,
                $"{session.Tenant}: {items.Count} {ConfigurationKinds.Plural(items[0].Kind)} are named '{items[0].Name}' (ids {ids}), and "
                    + "were not compared. Give them names of their own.") { Target = items[0].Name };
            WriteFailure(ErrorRecords.Create(problem, null)!);
        }
        return repeated.Count;
    }

    private static KandjiSession Connected(KandjiSession session) => session.IsConnected
        ? session
        : throw new TerminatingException(new ErrorRecord(
            new InvalidOperationException($"The session with {session} was disconnected. Run Connect-Kandji again."),
            "KandjiNotConnected", ErrorCategory.ConnectionError, session));

    private static ErrorRecord Different(KandjiSession here, KandjiSession there, int differences, int unknown)
    {
        string notCompared = unknown == 0
            ? ""
            : string.Format(CultureInfo.CurrentCulture, " {0} {1} could not be compared.", unknown, unknown == 1 ? "thing" : "things");
        string count = string.Format(
            CultureInfo.CurrentCulture, "{0} {1}", differences, differences == 1 ? "difference" : "differences");
        return new ErrorRecord(
            new InvalidOperationException($"There {(differences == 1 ? "is" : "are")} {count} between {here.Tenant} and {there.Tenant}."
                + notCompared),
            "KandjiDifference", ErrorCategory.InvalidResult, there);
    }
}
