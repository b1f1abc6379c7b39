using System.Text;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Tests.Configuration.Files;

/// <summary>The names of folders: good on every platform, and as near to the thing's name as that allows.</summary>
public sealed class FolderNameTests
{
    [Theory]
    [InlineData("Check battery", "Check battery")]
    [InlineData("Straße", "Straße")]
    [InlineData("東京", "東京")]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("a/b\\c:d", "a_b_c_d")]
    [InlineData("a<>:?*b", "a_b")]
    [InlineData("../../etc", "_.._etc")]
    [InlineData("..", "_")]
    [InlineData("  .hidden", "hidden")]
    [InlineData("ends with dots. . ", "ends with dots")]
    [InlineData("CON", "CON (1)")]
    [InlineData("com1.txt", "com1 (1).txt")]
    [InlineData("Nul ", "Nul (1)")]
    [InlineData("Console", "Console")]
    [InlineData("a\u202Eb", "a_b")]
    [InlineData("line\nbreak", "line_break")]
    [InlineData("", "_")]
    [InlineData("???", "_")]
    public void Create_IsGoodOnEveryPlatform(string name, string expected) =>
        Assert.Equal(expected, FolderName.Create(name, new HashSet<string>()));

    [Fact]
    public void Create_OfNamesEqualWithoutCase_AddsNumbers()
    {
        var taken = new HashSet<string>();

        Assert.Equal(
            ["VPN", "vpn (1)", "Vpn (2)", "vpn (1) (1)"],
            new[] { "VPN", "vpn", "Vpn", "vpn (1)" }.Select(name => FolderName.Create(name, taken)));
        Assert.Equal("Ü (1)", FolderName.Create("Ü", new HashSet<string> { FolderName.Key("u\u0308") }));
    }

    [Fact]
    public void Create_IsAtMost120Bytes_AndCutsNoCharacterInTwo()
    {
        var taken = new HashSet<string>();
        foreach (string part in new[] { "a", "ü", "東", "🙂", "👩‍👩‍👧", "e\u0301\u0302" })
        {
            for (int i = 0; i < 12; i++)
            {
                string name = FolderName.Create(string.Concat(Enumerable.Repeat(part, 200)), taken);

                Assert.InRange(Encoding.UTF8.GetByteCount(name), 60, 120);
                Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
            }
        }
        Assert.Equal("_a", FolderName.Create("\ud83da", taken));
    }

    [Fact]
    public void Create_OfRandomText_IsNeverAWayOut()
    {
        var random = new Random(20261129);
        var taken = new HashSet<string>();
        for (int i = 0; i < 5_000; i++)
        {
            string name = string.Concat(
                Enumerable.Range(0, random.Next(6)).Select(_ => (char)random.Next(1, random.Next(2) == 0 ? 128 : 0x10000)));

            string folder = FolderName.Create(name, taken);

            Assert.DoesNotContain(folder, c => char.IsControl(c) || "<>:\"/\\|?*".Contains(c));
            Assert.False(folder.Length == 0 || folder[0] is ' ' or '.' || folder[^1] is ' ' or '.', folder);
        }
        Assert.Equal(5_000, taken.Count);
    }
}
