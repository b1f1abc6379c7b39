namespace Kandji.Automation.Configuration.Sync;

/// <summary>Which tenant a repository is used with.</summary>
internal enum RepositoryMode
{
    /// <summary>Its own. Another is an error.</summary>
    Home,

    /// <summary>Another, which gets copies: everything is matched by name, and no file is written.</summary>
    Copy,

    /// <summary>Either: its own by id, another by name.</summary>
    Either,
}
