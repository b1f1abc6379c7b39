using Kandji.Automation.Configuration;

namespace Kandji.Automation.Tests.Configuration;

public sealed class ConfigurationValueTests
{
    [Theory]
    [InlineData("\n#!/bin/sh\r\nexit 0\r", "#!/bin/sh\nexit 0", true)]
    [InlineData("", null, true)]
    [InlineData(" \n", null, true)]
    [InlineData("exit 0", "exit 1", false)]
    [InlineData("a\tb", "a   b", false)]
    public void Script_IsComparedWithoutOuterBlanksAndWithAnyLineBreak(string? one, string? other, bool areEqual) =>
        Assert.Equal(areEqual, ConfigurationValue.Script(one).Canonical == ConfigurationValue.Script(other).Canonical);

    [Theory]
    [InlineData("\t<a>\n\t\t<b>", "    <a>\n        <b>", true)]
    [InlineData("ab\tc", "ab  c", true)]
    [InlineData("abcd\te", "abcd    e", true)]
    [InlineData("ab\tc", "ab c", false)]
    [InlineData("a\r\n\tb", "a\r\n    b", true)]
    [InlineData("a\r\nb", "a\nb", false)]
    [InlineData("a ", "a", false)]
    public void Profile_IsComparedWithTabsExpanded(string one, string other, bool areEqual) =>
        Assert.Equal(areEqual, ConfigurationValue.Profile(one).Canonical == ConfigurationValue.Profile(other).Canonical);

    [Fact]
    public void NothingAtAll_IsOne()
    {
        Assert.All(
            new[]
            {
                ConfigurationValue.Of((string?)null), ConfigurationValue.Of(""), ConfigurationValue.Of((bool?)null),
                ConfigurationValue.OffUnless(false), ConfigurationValue.Set([]), ConfigurationValue.FreeForm(null),
                ConfigurationValue.FreeForm(new Dictionary<string, object?>()), ConfigurationValue.None,
            },
            value => Assert.Equal(("", null), (value.Canonical, value.Shown)));
    }

    [Fact]
    public void Set_HasNoOrder_AndCountsItsNames()
    {
        Assert.Equal(ConfigurationValue.Set(["b", "a"]).Canonical, ConfigurationValue.Set(["a", "b"]).Canonical);
        Assert.NotEqual(ConfigurationValue.Set(["a", "a"]).Canonical, ConfigurationValue.Set(["a"]).Canonical);
        Assert.NotEqual(ConfigurationValue.Set(["a b"]).Canonical, ConfigurationValue.Set(["a", "b"]).Canonical);
    }

    [Fact]
    public void FreeForm_HasNoOrderOfMembers()
    {
        var one = new Dictionary<string, object?> { ["b"] = new object?[] { 1, "x", null }, ["a"] = true };
        var other = new Dictionary<string, object?> { ["a"] = true, ["b"] = new object?[] { 1, "x", null } };

        Assert.Equal(ConfigurationValue.FreeForm(one).Canonical, ConfigurationValue.FreeForm(other).Canonical);
        Assert.Equal("""{"a":true,"b":[1,"x",null]}""", ConfigurationValue.FreeForm(one).Canonical);
    }
}
