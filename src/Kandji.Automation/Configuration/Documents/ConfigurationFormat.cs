namespace Kandji.Automation.Configuration.Documents;

/// <summary>The formats of the files that describe what a tenant is made of.</summary>
public enum ConfigurationFormat
{
    /// <summary>A property list in XML. A binary one is read too.</summary>
    Plist,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML 1.2, on PowerShell 7.</summary>
    Yaml,
}
