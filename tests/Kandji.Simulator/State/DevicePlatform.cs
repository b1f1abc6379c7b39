namespace Kandji.Simulator.State;

/// <summary>The platforms, named as the API names them.</summary>
public enum DevicePlatform
{
    /// <summary>macOS</summary>
    Mac,

    /// <summary>iOS</summary>
    iPhone,

    /// <summary>iPadOS</summary>
    iPad,

    /// <summary>tvOS</summary>
    AppleTV,

    /// <summary>Windows</summary>
    Windows,

    /// <summary>Android</summary>
    Android,
}
