using System.Collections;
using System.Text;
using Kandji.Client.Json;

namespace Kandji.Client.Tests.Json;

public sealed class JsonBodyTests
{
    [Fact]
    public void ToUtf8_WhenItHoldsEveryKind_WritesJson()
    {
        var body = new JsonBody
        {
            { "text", "a\"b" },
            { "none", null },
            { "flag", true },
            { "whole", 42L },
            { "big", ulong.MaxValue },
            { "exact", 1.10m },
            { "time", new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc) },
            { "list", new object?[] { 1, "x", null } },
            { "map", new Hashtable { ["k"] = 1 } },
            { "inner", new JsonBody { { "Enabled", false } } },
        };
        Assert.Equal(
            """{"text":"a\u0022b","none":null,"flag":true,"whole":42,"big":18446744073709551615,"exact":1.10,"""
            + """ "time":"2024-02-29T01:02:03.000000Z","list":[1,"x",null],"map":{"k":1},"inner":{"Enabled":false}}""".TrimStart(),
            Encoding.UTF8.GetString(body.ToUtf8()));
    }

    [Fact]
    public void Add_WhenTheKeyIsThere_Refuses() =>
        Assert.Throws<ArgumentException>(() => new JsonBody { { "PIN", "1" }, { "PIN", "2" } });

    [Fact]
    public void AddIfGiven_WhenNull_AddsNothing() =>
        Assert.Equal("{}", Encoding.UTF8.GetString(new JsonBody().AddIfGiven("Message", null).ToUtf8()));

    [Fact]
    public void ToUtf8_WhenAValueHoldsItself_Refuses()
    {
        var list = new List<object?>();
        list.Add(list);
        Assert.Throws<ArgumentException>(() => JsonBody.ToUtf8(list));
    }

    public static TheoryData<object> WithoutForm => [double.NaN, double.PositiveInfinity, "half " + '\ud83d', new object()];

    [Theory]
    [MemberData(nameof(WithoutForm), DisableDiscoveryEnumeration = true)]
    public void ToUtf8_WhenAValueHasNoFormInJson_Refuses(object value) =>
        Assert.Throws<ArgumentException>(() => new JsonBody { { "x", value } }.ToUtf8());
}
