using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that set something on an in-house app: what both can set.</summary>
public abstract class InHouseAppCmdlet : LibraryItemCmdlet<InHouseApp, InHouseAppChange>
{
    /// <summary>The platforms that get the app: iPhone, iPad, AppleTV. The others do not.</summary>
    [Parameter]
    [Alias("Platform")]
    [PlatformTransformation]
    [EnumSpellingTransformation]
    [ValidateSet("iPhone", "iPad", "AppleTV")]
    [ValidateNotNullOrEmpty]
    public string[]? RunsOn { get; set; }

    private protected sealed override LibraryKind<InHouseApp> Kind => LibraryKinds.InHouseApp;

    private protected sealed override string? GetSha256(InHouseApp item) => item.Sha256;

    private protected sealed override bool IsEmpty(InHouseAppChange change) => change.IsEmpty;

    private protected InHouseAppChange Fill(InHouseAppChange change)
    {
        if (RunsOn is not null)
        {
            change.RunsOnIPhone = Has("iPhone");
            change.RunsOnIPad = Has("iPad");
            change.RunsOnTV = Has("AppleTV");
        }
        change.Active = Active ?? change.Active;
        return change;
    }

    private protected string Upload(string path)
    {
        using var bar = new TransferProgressBar(this, Thread, "Uploading " + System.IO.Path.GetFileName(path));
        return Upload(path, (client, token) => client.Library.UploadInHouseAppAsync(path, bar, token));
    }

    private protected void WriteApp(InHouseApp app, string whatWasDone)
    {
        if (app.UnreadBecause is { } why)
            WriteWarning(
                $"In-house app '{app}' was {whatWasDone}, but could not be read after that, so that only what was sent is shown. {why}");
        WriteModel(app);
    }

    private bool Has(string platform) => RunsOn!.Contains(platform, StringComparer.OrdinalIgnoreCase);
}
