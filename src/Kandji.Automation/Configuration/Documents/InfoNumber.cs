using System.Globalization;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Numbers of info documents.</summary>
internal static class InfoNumber
{
    /// <summary>A whole number where it is one, and otherwise one with a fraction.</summary>
    public static object Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            ? (object)whole
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
