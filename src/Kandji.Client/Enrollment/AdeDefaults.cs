using Kandji.Client.Model;

namespace Kandji.Client.Enrollment;

/// <summary>Whom people who set up a device are told to ask.</summary>
public class AdeDefaults : KandjiObject
{
    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; set; }

    /// <summary>Address and number.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => PrintableText.Sanitize($"{Email}, {Phone}");
}
