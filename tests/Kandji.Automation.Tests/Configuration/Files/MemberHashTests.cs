using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Tests.Configuration.Files;

/// <summary>The checked vectors of the vendor's hash.</summary>
public sealed class MemberHashTests
{
    private const string Audit = "#!/bin/zsh\nexit 0\n";
    private const string Padded = "\n#!/bin/zsh\nexit 0 \t\n\n";
    private const string Remediation = "#!/bin/zsh\necho fixed\n";
    private const string Empty = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict/>\n</plist>\n";
    private const string Tabs = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">\n<dict>\n\t<key>a\tb</key>\n"
        + "\t<string>x</string>\n</dict>\n</plist>\n";

    private readonly MemberHash _hash = new(new ConfigurationNames());

    [Fact]
    public void Info_IsTheVendors()
    {
        Assert.Equal("1af742fd22be80a12b5a3d597f53317ee94aae3ea555a96fa07a66c52bfb0770", _hash.ComputeInfo(Script(Audit)));
        Assert.Equal("f50c880f77de8c8a1487efd4a1a460bd9bd0e01ef23baa36adeb4b39175f6f43", _hash.ComputeInfo(Profile(Empty)));
        Assert.Equal("4a02b0d82c315585c4f8890d57f8d8d910abff4cc782bc8a8ea97b04d9b73a0b", _hash.ComputeInfo(App()));
    }

    [Theory]
    [InlineData(Audit, null, "e53ebc031b7aa8e60789c76e8fea08c04a8241d5aa584de4ad130833e0a2c92a")]
    [InlineData(Padded, null, "e53ebc031b7aa8e60789c76e8fea08c04a8241d5aa584de4ad130833e0a2c92a")]
    [InlineData(Audit, Remediation, "1a886ee46f92b611ffb8cf72edcb273e7750ed8648306e4db3d48107d773e033")]
    public void Compute_OfAScript_IsTheNewestSpelling(string audit, string? remediation, string expected) =>
        Assert.Equal(expected, _hash.Compute(Script(audit, remediation)));

    [Theory]
    [InlineData(Audit, null, "385a8b892e23c867612282a3a9ab6ea8f09562058b428e0730d2a54d0af850e2")]
    [InlineData(Audit, null, "e53ebc031b7aa8e60789c76e8fea08c04a8241d5aa584de4ad130833e0a2c92a")]
    [InlineData(Padded, null, "acb781fc98aa50cd05533e0612bdb696d3882ece1efd49a2377107e8da83200c")]
    [InlineData(Padded, null, "742d1c9d0069fd3051effc6560a852f226bfe7661a38e8d543e3ced6f9f14205")]
    [InlineData(Audit, Remediation, "36c5f718560960a05775703ad9d90f7039e3cb703e36514f72bcdc53a1f3c126")]
    public void IsHashOf_AcceptsEverySpelling(string audit, string? remediation, string hash)
    {
        Assert.True(_hash.Matches(hash, Script(audit, remediation)));
        Assert.False(_hash.Matches(hash, Script(audit + "x", remediation)));
    }

    [Fact]
    public void Compute_OfAScriptFileWithCarriageReturns_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("audit.zsh", Audit.Replace("\n", "\r\n"));

        Assert.Equal(_hash.Compute(Script(Audit)), _hash.Compute(Script(ScriptText.ReadScript(path))));
    }

    [Fact]
    public void Compute_OfAProfile_ExpandsTabs_AndAcceptsThem()
    {
        Assert.Equal("efbb659e150148b46cf53e66eb8286a823c28ecb13d79c57fdb6fa28453b7d5f", _hash.Compute(Profile(Empty)));
        Assert.Equal("1de90d0c79ee6f50c2182a53d65fc6570bf0512139d1c847a2fadf1985b35c70", _hash.Compute(Profile(Tabs)));
        Assert.True(_hash.Matches("fa6d2e9375ccfc6e05a28247eaf3d49d8e2884f734b69a468dc6ead4a0b9874a", Profile(Tabs)));
    }

    [Fact]
    public void IsHashOf_AcceptsACategoryAsItsNameAndAsItsId()
    {
        const string id = "e0000000-0000-4000-8000-000000000001";
        var names = new ConfigurationNames();
        names.Categories.Add(id, "Tools");
        var hash = new MemberHash(names);
        ConfigurationMember byName = Script(Audit, null, ("show_in_self_service", true), ("self_service_category_id", "tools"));
        ConfigurationMember byId = Script(Audit, null, ("show_in_self_service", true), ("self_service_category_id", id));

        Assert.Equal(hash.Compute(byId), hash.Compute(byName));
        Assert.True(hash.Matches(hash.Compute(byName), byId));
        Assert.True(hash.Matches(_hash.Compute(byName), byName));
        Assert.False(hash.Matches(hash.Compute(byName), Script(Audit)));
    }

    private static ConfigurationMember Script(string audit, string? remediation = null, params (string Key, object Value)[] more)
    {
        var texts = new Dictionary<string, string> { ["audit"] = audit };
        if (remediation is not null)
            texts["remediation"] = remediation;
        return Member(
            ConfigurationKind.CustomScript, "11111111-1111-4111-8111-111111111111", "Check battery", texts,
            [("active", true), ("execution_frequency", "every_day"), .. more]);
    }

    private static ConfigurationMember Profile(string text) => Member(
        ConfigurationKind.CustomProfile, "22222222-2222-4222-8222-222222222222", "Wi-Fi",
        new Dictionary<string, string> { ["profile"] = text }, [("active", true), ("runs_on_mac", true)]);

    private static ConfigurationMember App() => Member(
        ConfigurationKind.CustomApp, "33333333-3333-4333-8333-333333333333", "VPN client", [],
        [
            ("active", true), ("install_type", "package"), ("install_enforcement", "continuously_enforce"), ("restart", true),
            ("file", new InstallerFile("vpn.pkg", string.Concat(Enumerable.Repeat("ab", 32)))),
        ]);

    private static ConfigurationMember Member(
        ConfigurationKind kind, string id, string name, Dictionary<string, string> texts, (string Key, object Value)[] values) => new()
        {
            Schema = MemberSchemas.For(kind), Id = id, Name = name, Texts = texts,
            Values = values.ToDictionary(value => value.Key, value => value.Value),
        };
}
