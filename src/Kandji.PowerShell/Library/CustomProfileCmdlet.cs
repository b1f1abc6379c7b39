using System.Text;
using Kandji.Client.Json;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Library;

/// <summary>The base of the commands that set something on a custom profile: what both can set.</summary>
public abstract class CustomProfileCmdlet : LibraryItemCmdlet<CustomProfile, CustomProfileChange>
{
    private protected const int MaxProfileBytes = 16 * 1024 * 1024;

    /// <summary>The platforms that get the profile: Mac, iPhone, iPad, AppleTV, Vision, Android, Windows. The others do not.</summary>
    [Parameter]
    [Alias("Platform")]
    [PlatformTransformation]
    [EnumSpellingTransformation]
    [ValidateSet("Mac", "iPhone", "iPad", "AppleTV", "Vision", "Android", "Windows")]
    [ValidateNotNullOrEmpty]
    public string[]? RunsOn { get; set; }

    private protected sealed override LibraryKind<CustomProfile> Kind => LibraryKinds.CustomProfile;

    private protected sealed override string? FindViolation(CustomProfileChange change, CustomProfile? current) =>
        LibraryItemRules.FindViolation(change, current);

    private protected CustomProfileChange Fill(CustomProfileChange change)
    {
        if (RunsOn is not null)
        {
            change.RunsOnMac = Has("Mac");
            change.RunsOnIPhone = Has("iPhone");
            change.RunsOnIPad = Has("iPad");
            change.RunsOnTV = Has("AppleTV");
            change.RunsOnVision = Has("Vision");
            change.RunsOnAndroid = Has("Android");
            change.RunsOnWindows = Has("Windows");
        }
        change.Active = Active ?? change.Active;
        return change;
    }

    private protected CustomProfileChange FromFile(string path) => new()
    {
        Profile = FilePath.Read(SessionState, path, MaxProfileBytes),
        FileName = System.IO.Path.GetFileName(FilePath.Resolve(SessionState, path)),
    };

    private protected static CustomProfileChange FromText(string content) => new()
    {
        Profile = Encoding.UTF8.GetBytes(JsonText.RequireWhole(content)),
    };

    private bool Has(string platform) => RunsOn!.Contains(platform, StringComparer.OrdinalIgnoreCase);
}
