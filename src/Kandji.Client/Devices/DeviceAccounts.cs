using System;

namespace Kandji.Client.Devices;

/// <summary>The local accounts of a Mac.</summary>
public sealed class DeviceAccounts : KandjiObject
{
    /// <summary>The accounts of people.</summary>
    public DeviceAccount[]? RegularUsers { get; set; }

    /// <summary>The accounts of the system.</summary>
    public DeviceAccount[]? SystemUsers { get; set; }
}

/// <summary>A local account of a Mac.</summary>
public sealed class DeviceAccount : KandjiObject
{
    /// <summary>The short name.</summary>
    public string? Username { get; set; }

    /// <summary>The number of the account.</summary>
    public long? Uid { get; set; }

    /// <summary>The home folder.</summary>
    public string? Path { get; set; }

    /// <summary>Indicates whether the account may administer the Mac.</summary>
    public bool? Admin { get; set; }

    /// <summary>The full name.</summary>
    public string? Name { get; set; }

    /// <summary>The short name.</summary>
    /// <returns>Text for lists.</returns>
    public override string ToString() => Printable.Of(Username);
}

/// <summary>A configuration profile on a Mac.</summary>
public sealed class DeviceProfile : KandjiObject
{
    /// <summary>The profile's name.</summary>
    public string? Name { get; set; }

    /// <summary>The UUID of this version of the profile.</summary>
    public string? Uuid { get; set; }

    /// <summary><c>verified</c> when the profile's signature holds.</summary>
    public string? Verified { get; set; }

    /// <summary>The profile's identifier, which stays from version to version.</summary>
    public string? Identifier { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>The types of its payloads: <c>com.apple.wifi.managed</c>.</summary>
    public string[]? PayloadTypes { get; set; }

    /// <summary>When it was installed, in local time.</summary>
    public DateTime? InstallDate { get; set; }

    /// <summary>The profile's name.</summary>
    /// <returns>Text for lists.</returns>
    public override string ToString() => Printable.Of(Name);
}
