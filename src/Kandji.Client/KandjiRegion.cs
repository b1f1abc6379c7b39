namespace Kandji.Client;

/// <summary>Where a tenant lives.</summary>
public enum KandjiRegion
{
    /// <summary>The United States: <c>acme.api.kandji.io</c>.</summary>
    US,

    /// <summary>The European Union: <c>acme.api.eu.kandji.io</c>.</summary>
    EU,
}
