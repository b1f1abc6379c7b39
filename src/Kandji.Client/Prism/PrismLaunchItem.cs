namespace Kandji.Client.Prism;

/// <summary>A launch agent or daemon of a Mac.</summary>
public sealed class PrismLaunchItem : PrismRow
{
    /// <summary>The property list that describes it.</summary>
    public string? Path { get; set; }

    /// <summary>The name of the property list.</summary>
    public string? FileName { get; set; }

    /// <summary>Its label.</summary>
    public string? Label { get; set; }

    /// <summary>The program that it runs.</summary>
    public string? Program { get; set; }

    /// <summary>Indicates whether it runs as soon as it is loaded.</summary>
    public bool? RunAtLoad { get; set; }

    /// <summary>Indicates whether it is started again when it ends.</summary>
    public bool? KeepAlive { get; set; }

    /// <summary>Indicates whether its property list says that it is disabled.</summary>
    public bool? Disabled { get; set; }

    /// <summary>Indicates whether it is disabled on this Mac.</summary>
    public bool? IsDisabled { get; set; }

    /// <summary>Indicates whether it is loaded.</summary>
    public bool? IsLoaded { get; set; }

    /// <summary>The group that it runs as.</summary>
    public string? GroupName { get; set; }

    /// <summary>The user that it runs as.</summary>
    public string? UserName { get; set; }

    /// <summary>Where its output goes.</summary>
    public string? StandardOutPath { get; set; }

    /// <summary>Where its errors go.</summary>
    public string? StandardErrorPath { get; set; }

    /// <summary>Every how many seconds it is started.</summary>
    public long? StartInterval { get; set; }

    /// <summary>Its command line.</summary>
    public string? ProgramArguments { get; set; }

    /// <summary>The paths whose change starts it.</summary>
    public object? WatchPaths { get; set; }

    /// <summary>The folders that start it when something is in them.</summary>
    public object? QueueDirectories { get; set; }

    /// <summary>Indicates whether it starts when a volume is mounted.</summary>
    public bool? StartOnMount { get; set; }

    /// <summary>Its root folder.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The folder that it runs in.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>How the system treats its process: <c>Background</c>, <c>Interactive</c>.</summary>
    public string? ProcessType { get; set; }

    /// <summary>For whom it is loaded and for whom disabled.</summary>
    public object? Domain { get; set; }

    /// <summary>The type: <c>System Agent</c>, <c>System Daemon</c>, <c>User Agent</c>.</summary>
    public string? ServiceDomain { get; set; }

    /// <summary>The number of its process, while it runs.</summary>
    public long? Pid { get; set; }

    /// <summary>The local account that a user agent belongs to.</summary>
    public string? UserAgentLocalUser { get; set; }

    /// <summary>The id of that account.</summary>
    public string? UserAgentLocalUserId { get; set; }

    /// <summary>The label.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Label ?? FileName ?? "";
}
