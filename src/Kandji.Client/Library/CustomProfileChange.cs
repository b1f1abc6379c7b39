using Kandji.Client.Http;

namespace Kandji.Client.Library;

/// <summary>A custom profile to create, or a change of one. Properties that are null are not sent and stay as they are.</summary>
public sealed class CustomProfileChange
{
    /// <summary>The name. Needed to create one.</summary>
    public string? Name { get; set; }

    /// <summary>The contents of a .mobileconfig file. Needed to create one.</summary>
    public byte[]? Profile { get; set; }

    /// <summary>The name of the file; the name of the item is used when it is null.</summary>
    public string? FileName { get; set; }

    /// <summary>Indicates whether it is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>Indicates whether Macs get it.</summary>
    public bool? RunsOnMac { get; set; }

    /// <summary>Indicates whether iPhones get it.</summary>
    public bool? RunsOnIPhone { get; set; }

    /// <summary>Indicates whether iPads get it.</summary>
    public bool? RunsOnIPad { get; set; }

    /// <summary>Indicates whether Apple TVs get it.</summary>
    public bool? RunsOnTV { get; set; }

    /// <summary>Indicates whether Vision headsets get it.</summary>
    public bool? RunsOnVision { get; set; }

    /// <summary>Indicates whether Android devices get it.</summary>
    public bool? RunsOnAndroid { get; set; }

    /// <summary>Indicates whether Windows devices get it.</summary>
    public bool? RunsOnWindows { get; set; }

    internal List<KeyValuePair<string, string>> ToForm() => new List<KeyValuePair<string, string>>()
        .AddIfGiven("name", Name)
        .AddIfGiven("active", Active)
        .AddIfGiven("runs_on_mac", RunsOnMac)
        .AddIfGiven("runs_on_iphone", RunsOnIPhone)
        .AddIfGiven("runs_on_ipad", RunsOnIPad)
        .AddIfGiven("runs_on_tv", RunsOnTV)
        .AddIfGiven("runs_on_vision", RunsOnVision)
        .AddIfGiven("runs_on_android", RunsOnAndroid)
        .AddIfGiven("runs_on_windows", RunsOnWindows);
}
