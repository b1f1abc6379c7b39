using Kandji.Client.Json;

namespace Kandji.Client.Library;

/// <summary>An in-house app to create, or a change of one. Properties that are null are not sent and stay as they are.</summary>
public sealed class InHouseAppChange
{
    /// <summary>The key of an .ipa file that was uploaded and validated before. Needed to create one.</summary>
    public string? FileKey { get; set; }

    /// <summary>
    /// True when the caller has uploaded the file of <see cref="FileKey"/> just before. Only then is the service believed when it says
    /// (503) that it is still processing the file, and the request sent again until it has; otherwise the outcome of such an answer is
    /// unknown.
    /// </summary>
    public bool FollowsUpload { get; set; }

    /// <summary>The name. Needed to create one.</summary>
    public string? Name { get; set; }

    /// <summary>Indicates whether iPhones get it.</summary>
    public bool? RunsOnIPhone { get; set; }

    /// <summary>Indicates whether iPads get it.</summary>
    public bool? RunsOnIPad { get; set; }

    /// <summary>Indicates whether Apple TVs get it.</summary>
    public bool? RunsOnTV { get; set; }

    /// <summary>Indicates whether it is given to devices.</summary>
    public bool? Active { get; set; }

    /// <summary>True when nothing is set, so that there is nothing to send.</summary>
    public bool IsEmpty => !ToBody().Keys.Any();

    internal JsonBody ToBody() => new JsonBody()
        .AddIfGiven("file_key", FileKey)
        .AddIfGiven("name", Name)
        .AddIfGiven("runs_on_iphone", RunsOnIPhone)
        .AddIfGiven("runs_on_ipad", RunsOnIPad)
        .AddIfGiven("runs_on_tv", RunsOnTV)
        .AddIfGiven("active", Active);
}
