using Kandji.Client.Library;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that set something on a custom script: what both can set.</summary>
public abstract class CustomScriptCmdlet : SelfServiceItemCmdlet<CustomScript, CustomScriptChange>
{
    private Lazy<string>? _remediationScript;

    /// <summary>
    /// When the script runs: Once, Every15Min, EveryDay, or NoEnforcement (only from Self Service, so -SelfServiceCategory is needed too).
    /// A new script runs once unless this is given.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Once", "Every15Min", "EveryDay", "NoEnforcement")]
    public string? ExecutionFrequency { get; set; }

    /// <summary>The file with the script that runs when the first one fails.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? RemediationScriptPath { get; set; }

    /// <summary>The script that runs when the first one fails, as text. An empty string removes it.</summary>
    [Parameter]
    [AllowEmptyString]
    [ExcludesParameters(nameof(RemediationScriptPath))]
    [TextTransformation]
    public string? RemediationScript { get; set; }

    /// <summary>
    /// Indicates whether a device is restarted after the script has succeeded: $true or $false. A new script restarts nothing.
    /// </summary>
    [Parameter]
    public bool? Restart { get; set; }

    private protected sealed override LibraryKind<CustomScript> Kind => LibraryKinds.CustomScript;

    private protected sealed override string? FindViolation(CustomScriptChange change, CustomScript? current) =>
        LibraryItemRules.FindViolation(change, current);

    private protected CustomScriptChange Fill(CustomScriptChange change)
    {
        change.ExecutionFrequency =
            EnumSpelling.ToApi(ExecutionFrequency, "once", "every_15_min", "every_day", "no_enforcement") ?? change.ExecutionFrequency;
        change.RemediationScript = ReadScript(ref _remediationScript, RemediationScriptPath, RemediationScript, nameof(RemediationScript))
            ?? change.RemediationScript;
        change.SelfServiceCategoryId = SelfServiceCategoryId ?? change.SelfServiceCategoryId;
        change.ShowInSelfService = ShownByCategory ?? change.ShowInSelfService;
        change.SelfServiceRecommended = SelfServiceRecommended ?? change.SelfServiceRecommended;
        change.Active = Active ?? change.Active;
        change.Restart = Restart ?? change.Restart;
        return change;
    }
}
