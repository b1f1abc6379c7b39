using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Tests.Configuration.Files;

/// <summary>Reading a repository: what is wrong with one member is an error of that one, and the others are read.</summary>
public sealed class RepositoryReaderTests : IDisposable
{
    private const string Profile = "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict/></plist>\n";
    private readonly TemporaryFolder _folder = new();

    public RepositoryReaderTests()
    {
        _folder.Write(".iructl", "");
        _folder.Write("scripts/good/info.json", "{\"id\": \"11111111-1111-4111-8111-111111111111\", \"name\": \"Good\"}");
        _folder.Write("scripts/good/audit.zsh", "#!/bin/zsh\n");
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string[], int, string> BadMembers => new()
    {
        { "two info files", ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/info.plist", "<plist/>", "scripts/x/audit.sh", "a"], 0,
            "several info files" },
        { "two audit scripts", ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/audit.sh", "a", "scripts/x/audit.zsh", "a"], 0,
            "several files for the audit" },
        { "no audit script", ["scripts/x/info.json", "{\"name\": \"X\"}"], 0, "is missing" },
        { "an empty audit script", ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/audit.zsh", " \n"], 0, "empty" },
        { "a byte order mark", ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/audit.zsh", "\ufeff#!/bin/zsh\n"], 1,
            "byte order mark" },
        { "a broken document", ["scripts/x/info.plist", "<plist><dict>", "scripts/x/audit.zsh", "a"], 1, "not a property list" },
        { "no document that is known", ["scripts/x/info.txt", "name: X", "scripts/x/audit.zsh", "a"], 0, "format is not known" },
        { "a name in capitals", ["scripts/x/Info.json", "{\"name\": \"X\"}", "scripts/x/audit.zsh", "a"], 0, "small letters" },
        { "an audit script in capitals", ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/Audit.zsh", "a"], 0, "small letters" },
        // Taken for none, it would be cleared in the tenant.
        { "a remediation in capitals",
            ["scripts/x/info.json", "{\"name\": \"X\"}", "scripts/x/audit.zsh", "a", "scripts/x/Remediation.zsh", "b"], 0,
            "small letters" },
        { "no name", ["scripts/x/info.json", "{\"id\": \"x\"}", "scripts/x/audit.zsh", "a"], 1, "'name' is missing" },
        { "an empty name", ["scripts/x/info.json", "{\"name\": \" \"}", "scripts/x/audit.zsh", "a"], 1, "'name' is empty" },
        { "a value of another type", ["scripts/x/info.json", "{\"name\": \"X\",\n\"active\": \"yes\"}", "scripts/x/audit.zsh", "a"], 2,
            "true or false" },
        { "an unknown key", ["scripts/x/info.yaml", "name: X\nactiv: true\n", "scripts/x/audit.zsh", "a"], 2, "Did you mean 'active'?" },
        { "a key of another kind", ["scripts/x/info.json", "{\"name\": \"X\", \"runs_on_mac\": true}", "scripts/x/audit.zsh", "a"], 1,
            "'runs_on_mac'" },
        { "not a map", ["scripts/x/info.json", "[]", "scripts/x/audit.zsh", "a"], 1, "map" },
        { "no profile", ["profiles/x/info.json", "{\"name\": \"X\"}"], 0, ".mobileconfig" },
        { "two profiles",
            ["profiles/x/info.json", "{\"name\": \"X\"}", "profiles/x/a.mobileconfig", Profile, "profiles/x/b.mobileconfig", Profile], 0,
            "several files" },
        { "what is no profile", ["profiles/x/info.json", "{\"name\": \"X\"}", "profiles/x/a.mobileconfig", "hello"], 0,
            "no property list" },
        {
            "an installer elsewhere",
            [
                "apps/x/info.json",
                "{\"name\": \"X\", \"install_type\": \"package\", \"install_enforcement\": \"install_once\",\n"
                    + "\"file\": {\"name\": \"../x.pkg\"}}",
            ],
            2, "leads out"
        },
        { "no installer",
            ["apps/x/info.json", "{\"name\": \"X\", \"install_type\": \"package\", \"install_enforcement\": \"install_once\"}"], 1,
            "'file' is missing" },
        { "no list", ["kandji/tags.json", "{\"tag\": []}"], 1, "'tags'" },
        { "an unknown key in a list", ["kandji/tags.json", "{\"tags\": [\n{\"nam\": \"x\"}]}"], 2, "'name'" },
    };

    [Theory]
    [MemberData(nameof(BadMembers))]
    public void Read_OfABadMember_IsItsErrorAlone(string what, string[] files, int line, string message)
    {
        for (int i = 0; i < files.Length; i += 2)
            _folder.Write(files[i], files[i + 1]);

        RepositoryContents contents = Read();

        ConfigurationProblem problem = Assert.Single(contents.Problems);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(line, problem.Line);
        Assert.StartsWith(_folder.Path, problem.Path);
        Assert.Equal("Good", Assert.Single(contents.Members).Name);
        Assert.Equal(
            what.Contains("unknown key", StringComparison.Ordinal)
            || what.Contains("another kind", StringComparison.Ordinal), problem.StopsImport);
    }

    [Fact]
    public void Read_OfASignedProfile_SaysHowToTakeTheSignatureOff()
    {
        _folder.Write("profiles/x/info.json", "{\"name\": \"X\"}");
        _folder.Write("profiles/x/a.mobileconfig", [0x30, 0x82, 0x10, 0x00, 0x06, 0x09]);

        Assert.Contains("openssl smime", Assert.Single(Read().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfABinaryProfile_TurnsItIntoXml()
    {
        _folder.Write("profiles/x/info.json", "{\"name\": \"X\"}");
        _folder.Write("profiles/x/a.mobileconfig", Convert.FromBase64String(BinaryPlistSample.Base64));

        ConfigurationMember member = Read().Members.Single(member => member.Kind == ConfigurationKind.CustomProfile);

        Assert.Contains("<key>name</key>", member.Texts["profile"], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfOneIdTwice_RefusesBoth()
    {
        _folder.Write(
            "profiles/x/info.json",
            "{\"id\": \"11111111-1111-4111-8111-111111111111\", \"name\": \"X\"}".ToUpperInvariant().Replace("\"ID\"", "\"id\"")
            .Replace("\"NAME\"", "\"name\""));
        _folder.Write("profiles/x/a.mobileconfig", Profile);

        RepositoryContents contents = Read();

        Assert.Empty(contents.Members);
        Assert.Equal(2, contents.Problems.Count);
        Assert.All(contents.Problems, problem => Assert.Equal("11111111-1111-4111-8111-111111111111", problem.Id));
    }

    [Fact]
    public void Read_OfFoldersEqualWithoutCase_RefusesBoth()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("The file system has one folder for both.");
        foreach (string folder in new[] { "VPN", "vpn" })
        {
            _folder.Write($"scripts/{folder}/info.json", $"{{\"name\": \"{folder}\"}}");
            _folder.Write($"scripts/{folder}/audit.zsh", "a");
        }

        RepositoryContents contents = Read();

        Assert.Equal(2, contents.Problems.Count(problem => problem.Message.Contains("case only", StringComparison.Ordinal)));
        Assert.Equal("Good", Assert.Single(contents.Members).Name);
    }

    [Fact]
    public void Read_FollowsNoLinks()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links need rights on Windows.");
        string outside = _folder.Write("outside/audit.zsh", "#!/bin/zsh\n");
        _folder.Write("scripts/file/info.json", "{\"name\": \"File\"}");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "scripts/file/audit.zsh"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "scripts/circle"), _folder.Path);

        RepositoryContents contents = Read();

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "profiles"), Path.Combine(_folder.Path, "outside"));
        Assert.Equal(3, Read().Problems.Count);
        Assert.Equal(2, contents.Problems.Count);
        Assert.All(contents.Problems, problem => Assert.Contains("Links are not followed", problem.Message, StringComparison.Ordinal));
        Assert.Equal("Good", Assert.Single(contents.Members).Name);
    }

    [Fact]
    public void Read_FindsMembersAtAnyDepth_AndLeavesOtherFoldersAlone()
    {
        _folder.Write("scripts/team/deep/er/info.json", "{\"name\": \"Deep\"}");
        _folder.Write("scripts/team/deep/er/audit.zsh", "a");
        _folder.Write("elsewhere/x/info.json", "not JSON");

        RepositoryContents contents = Read();

        Assert.Empty(contents.Problems);
        Assert.Equal(["Deep", "Good"], contents.Members.Select(member => member.Name).Order());
        Assert.Equal([ConfigurationKind.CustomScript], contents.ManagedKinds);
    }

    [Fact]
    public void Open_LooksUpwards_NotBeyondGit_AndRefusesTheOlderMarker()
    {
        string inner = Directory.CreateDirectory(Path.Combine(_folder.Path, "scripts", "good")).FullName;
        Assert.Equal(_folder.Path, ConfigurationRepository.Open(inner).Root);

        Directory.CreateDirectory(Path.Combine(_folder.Path, "scripts", ".git"));
        Assert.Equal(
            "KandjiConfigurationNotFound",
            Assert.Throws<ConfigurationFileException>(() => ConfigurationRepository.Open(inner)).Problem.ErrorId);

        _folder.Write("scripts/good/.kst", "");
        Assert.Contains(
            "Rename it", Assert.Throws<ConfigurationFileException>(() => ConfigurationRepository.Open(inner)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Plist", null)]
    [InlineData("# none\ninfo_format: yaml # for us\ntenant_url: 'https://acme.api.kandji.io'\n", "Yaml", "https://acme.api.kandji.io")]
    [InlineData("---\ninfo_format: \"json\"\ngit_enabled: true\ndebug: false\n", "Json", null)]
    [InlineData("{info_format: json, tenant_url: acme}\n", "Json", "acme")]
    public void Open_ReadsTheSettings(string text, string format, string? tenant)
    {
        _folder.Write(".iructl", text);

        RepositorySettings settings = ConfigurationRepository.Open(_folder.Path).Settings;

        Assert.Equal((format, tenant), (settings.InfoFormat.ToString(), settings.TenantUrl));
    }

    [Theory]
    [InlineData("info_fromat: yaml\n", 1, "Did you mean 'info_format'?")]
    [InlineData("debug: true\ninfo_format: xml\n", 2, "'xml' is not a format")]
    [InlineData("debug: true\ndebug: false\n", 2, "twice")]
    public void Open_OfSettingsThatAreNotKnown_NamesTheLine(string text, int line, string message)
    {
        _folder.Write(".iructl", text);

        ConfigurationProblem problem = Assert.Throws<ConfigurationFileException>(() => ConfigurationRepository.Open(_folder.Path)).Problem;

        Assert.Equal(line, problem.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"schema\": 2, \"items\": []}", "Update the module")]
    [InlineData("{\"schema\": 1, \"items\": [], \"x\": 1}", "'x'")]
    [InlineData("{\"items\": []}", "schema")]
    public void Open_OfAStateThatIsNotKnown_IsAnError(string text, string message)
    {
        _folder.Write("kandji/state.json", text);

        Assert.Contains(
            message, Assert.Throws<ConfigurationFileException>(() => ConfigurationRepository.Open(_folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateAndIntents_AreReadBack_AndTheirOwnersAlone()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        ConfigurationRepository repository = ConfigurationRepository.Open(_folder.Path);
        var entry = new StateEntry(ConfigurationKind.Tag, "1", "Büro", "kandji/tags.plist", "abc");
        var intent = new WriteIntent(
            ConfigurationKind.CustomScript, null, "A", "scripts/a/info.plist", "abc", ["a", "b"], "2026-01-31T08:00:00Z");
        repository.State.Tenant = "acme.api.kandji.io";
        repository.State.Set(entry);
        await repository.State.SaveAsync(token);
        await repository.Intents.OpenAsync(intent, token);

        repository = ConfigurationRepository.Open(_folder.Path);

        Assert.Equal("acme.api.kandji.io", repository.State.Tenant);
        Assert.Equal([entry], repository.State.Entries);
        Assert.True(repository.Intents.IsOpen(ConfigurationKind.CustomScript, "A"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(WriteIntents.GetPath(_folder.Path)));
        await repository.Intents.CloseAsync(intent, token);
        Assert.False(File.Exists(WriteIntents.GetPath(_folder.Path)));
    }

    [Fact]
    public void Lock_IsForOneAtATime_AndSaysWhoHasIt()
    {
        using (RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch))
        {
            ConfigurationFileException e = Assert.Throws<ConfigurationFileException>(
                () => RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch));
            Assert.Contains("since 1970-01-01 00:00:00Z", e.Message, StringComparison.Ordinal);
            Assert.Contains(Environment.UserName, e.Message, StringComparison.Ordinal);
        }
        RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch).Dispose();
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData(".lock-holder")]
    public void Lock_ThatIsALink_IsRefused_AndWhatItLeadsToStays(string name)
    {
        string elsewhere = Path.Combine(_folder.Path, "elsewhere.txt"), link = Path.Combine(_folder.Path, "kandji", name);
        File.WriteAllText(elsewhere, "mine");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, elsewhere);

        ConfigurationFileException e = Assert.Throws<ConfigurationFileException>(
            () => RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch));

        Assert.Contains("Links are not followed", e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(elsewhere));
        File.Delete(link);
        RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch).Dispose();
    }

    [Fact]
    public void Lock_WhoseHolderCannotBeNoted_SaysSo_AndIsFreeAgain()
    {
        string holder = Path.Combine(_folder.Path, "kandji", ".lock-holder");
        Directory.CreateDirectory(holder);

        Exception e = Assert.ThrowsAny<Exception>(() => RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch));

        Assert.DoesNotContain("Another program", e.Message, StringComparison.Ordinal);
        Directory.Delete(holder);
        RepositoryLock.Take(_folder.Path, DateTimeOffset.UnixEpoch).Dispose();
    }

    private RepositoryContents Read() => ConfigurationRepository.Open(_folder.Path).Read(ConfigurationKinds.Comparable);
}
