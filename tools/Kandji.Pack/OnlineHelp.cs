using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Kandji.Pack;

/// <summary>
/// The addresses that Get-Help -Online opens. Only the project's own address leads there, and that is known when it is packed.
/// </summary>
internal static partial class OnlineHelp
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    /// <summary>
    /// Where a project on GitHub shows docs/commands. Null for an address that is not of the form https://HOST/OWNER/NAME: what lies behind
    /// others is unknown, and a link that leads nowhere is worse than none.
    /// </summary>
    /// <param name="projectUri">The project's page.</param>
    /// <param name="reference">The tag or the branch that holds the pages.</param>
    public static string? GetPageAddress(Uri projectUri, string reference) =>
        Repository().Match(projectUri.AbsoluteUri) is { Success: true } match
        ? $"{match.Groups["address"].Value}/blob/{reference}/docs/commands" : null;

    /// <summary>
    /// Puts the address of each command's page before its other links, because Get-Help opens the first that there is, in place of the one
    /// that says there is none.
    /// </summary>
    /// <param name="help">The help as it was built.</param>
    /// <param name="pages">The address of the folder of pages.</param>
    /// <exception cref="PackException">It is not the help that this module has.</exception>
    public static byte[] WithLinks(byte[] help, string pages)
    {
        XDocument document = XDocument.Load(new MemoryStream(help));
        foreach (XElement command in document.Root!.Elements(Command + "command"))
        {
            string? name = command.Element(Command + "details")?.Element(Command + "name")?.Value;
            XElement links = command.Element(Command + "relatedLinks")
                ?? throw new PackException($"The help of {name} has no related links.");
            XElement online = links.Elements(Maml + "navigationLink")
                .SingleOrDefault(link => link.Element(Maml + "linkText")?.Value == "Online version:")
                ?? throw new PackException($"The help of {name} has no link to its online version.");
            online.Remove();
            online.SetElementValue(Maml + "uri", $"{pages}/{name}.md");
            links.AddFirst(online);
        }
        using var stamped = new MemoryStream();
        // As tools/Kandji.Help writes it: nothing else in the file changes.
        using (XmlWriter writer =
            XmlWriter.Create(stamped, new XmlWriterSettings { Encoding = new UTF8Encoding(true), Indent = true, NewLineChars = "\n" }))
            document.Save(writer);
        return stamped.ToArray();
    }

    [GeneratedRegex(@"^(?<address>https://[^/?#]+/[^/?#]+/[^/?#]+?)(\.git)?/?$")]
    private static partial Regex Repository();
}
