namespace Kandji.Simulator.State;

/// <summary>The kinds of library item.</summary>
public enum LibraryItemKind
{
    /// <summary>A script.</summary>
    CustomScript,

    /// <summary>A profile.</summary>
    CustomProfile,

    /// <summary>An app from an installer.</summary>
    CustomApp,

    /// <summary>An app from an .ipa file.</summary>
    InHouseApp,

    /// <summary>Any other, which the API knows by id only.</summary>
    Other,
}
