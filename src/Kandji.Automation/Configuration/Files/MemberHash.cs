using System.Security.Cryptography;
using System.Text;
using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// The hash of a member, by which a later run sees which side was changed. Scripts, profiles and apps have the hash that the vendor's tool
/// gives them; releases of it have hashed scripts in three ways, and all are accepted. Other kinds have the SHA-256 sum of the canonical
/// JSON of their settings, with references as ids.
/// </summary>
/// <param name="names">Resolves references.</param>
internal sealed class MemberHash(ConfigurationNames names)
{
    // The characters that Python takes for white space at the ends of a text.
    private static readonly char[] WhiteSpace =
        Enumerable.Range(0, 0x10000).Select(i => (char)i).Where(c => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f').ToArray();

    private readonly MemberProperties _properties = new(names);

    /// <summary>The hash that is written.</summary>
    public string Compute(ConfigurationMember member) => member.Schema.IsVendors
        ? WithTexts(member, Digest(Spelled(member, asId: true, isRecommendedSaid: false)), TextSpelling.Stripped)
        : OwnHash(member);

    /// <summary>Indicates whether a hash is one that the member has had in any release of the vendor's tool.</summary>
    public bool Matches(string hash, ConfigurationMember member)
    {
        if (!member.Schema.IsVendors)
            return hash == OwnHash(member);
        foreach (string spelled in Spellings(member).Distinct())
        {
            string info = Digest(spelled);
            if (hash == WithTexts(member, info, TextSpelling.Stripped) || hash == WithTexts(member, info, TextSpelling.AsIs)
                || hash == WithTexts(member, info, TextSpelling.WithoutLineBreaks)
                || hash == WithTexts(member, info, TextSpelling.WithOneLineBreak))
                return true;
        }
        return false;
    }

    /// <summary>The hash of the settings alone, as the vendor's tool has it.</summary>
    public string ComputeInfo(ConfigurationMember member) => Digest(Spelled(member, asId: false, isRecommendedSaid: false));

    private IEnumerable<string> Spellings(ConfigurationMember member)
    {
        yield return Spelled(member, asId: false, isRecommendedSaid: false);
        yield return Spelled(member, asId: true, isRecommendedSaid: false);
        yield return Spelled(member, asId: null, isRecommendedSaid: false);
        // An answer may say that what is not in Self Service is not recommended there either.
        yield return Spelled(member, asId: false, isRecommendedSaid: true);
        // One side may have the name composed and the other decomposed, which is one name.
        foreach (NormalizationForm form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            yield return Spelled(member, asId: false, isRecommendedSaid: false, form);
            yield return Spelled(member, asId: true, isRecommendedSaid: false, form);
        }
    }

    // The category as it is, as its id (true), or as its name (null).
    private string Spelled(ConfigurationMember member, bool? asId, bool isRecommendedSaid, NormalizationForm? form = null)
    {
        string name = form is { } normalized ? member.Name.Normalize(normalized) : member.Name;
        var text = new StringBuilder(member.Id ?? "None").Append(name).Append(Python(member.Flag("active") ?? false));
        if (member.Kind == ConfigurationKind.CustomProfile)
        {
            foreach (string platform in MemberSchemas.Platforms)
                text.Append(Python(MemberProperties.RunsOn(member, platform)));
            return text.ToString();
        }
        SelfServicePlacement placement = SelfServicePlacement.Of(member);
        string? category = placement.Category;
        if (category is not null && asId != false && names.CategoryIds(category) is { Count: 1 } ids)
            category = asId == true ? ids[0] : names.Categories.FindName(ids[0]);
        if (member.Kind == ConfigurationKind.CustomApp)
        {
            text.Append(Python(member.Text("install_type"))).Append(Python(member.Text("install_enforcement")))
                .Append(Python(member.Flag("restart") ?? false))
                .Append(Python(member.Text("unzip_location") is { Length: > 0 } location ? location : null));
        }
        else
        {
            text.Append(Python(member.Text("execution_frequency") ?? "once")).Append(Python(member.Flag("restart") ?? false));
        }
        bool? isRecommended = !placement.IsShown && isRecommendedSaid ? false : placement.IsRecommended;
        text.Append(Python(placement.IsShown)).Append(Python(category)).Append(Python(isRecommended));
        if (member.Kind == ConfigurationKind.CustomApp)
            text.Append(Python(member.Installer?.Sha256));
        return text.ToString();
    }

    private static string WithTexts(ConfigurationMember member, string info, TextSpelling spelling)
    {
        var hashes = new StringBuilder(info);
        foreach (MemberText text in member.Schema.Texts)
        {
            if (!member.Texts.TryGetValue(text.Role, out string? content))
                continue;
            hashes.Append(Digest(text.Extension is null ? SpellScript(content, spelling) : SpellProfile(content, spelling)));
        }
        return Digest(hashes.ToString());
    }

    private string OwnHash(ConfigurationMember member)
    {
        var map = new InfoMap();
        foreach (MemberProperty property in _properties.Of(member).Where(property => !property.IsOutsideHash))
            map.Add(property.Key, property.Value.Canonical is { Length: > 0 } canonical ? canonical.Split('\0').ToList() : null);
        return Digest(CanonicalForm.Write(map));
    }

    private static string SpellScript(string text, TextSpelling spelling) => spelling switch
    {
        TextSpelling.AsIs => text,
        TextSpelling.WithoutLineBreaks => text.TrimEnd('\n', '\r'),
        TextSpelling.WithOneLineBreak => text.Trim(WhiteSpace) + "\n",
        _ => text.Trim(WhiteSpace),
    };

    // The service has a profile with its tabs expanded. A hash of the text as it is in the file is accepted.
    private static string SpellProfile(string text, TextSpelling spelling) =>
        spelling == TextSpelling.AsIs ? text : ConfigurationValue.ExpandTabs(text);

    private static string Python(bool? flag) => flag is null ? "None" : flag.Value ? "True" : "False";

    private static string Python(string? text) => text ?? "None";

    private static string Digest(string text)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "").ToLowerInvariant();
    }

    // The ways in which releases of the vendor's tool have hashed scripts.
    private enum TextSpelling
    {
        AsIs,
        WithoutLineBreaks,
        // The service has stripped it, as nearly every file has it.
        WithOneLineBreak,
        Stripped,
    }
}
