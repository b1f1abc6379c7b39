using System.ComponentModel;
using Kandji.Client.Model;

namespace Kandji.Client.Tests.Json;

/// <summary>Lists of texts come back from their text exactly, whatever is in them.</summary>
public sealed class TextListTests
{
    private const string Characters = "ab;,\" \t\r\n'é\u00a0\u2028[]";

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a; b", "a", "b")]
    [InlineData("say \"x\"; b", "say \"x\"", "b")]
    [InlineData("\"a; b\"; \"c,d\"", "a; b", "c,d")]
    [InlineData("\"\"\"quoted\"\"\"", "\"quoted\"")]
    [InlineData("\" blanks \"; \"\"", " blanks ", "")]
    [InlineData("\"two\nlines\"", "two\nlines")]
    [InlineData("\"System.String[]\"; \"System.Object[]\"", "System.String[]", "System.Object[]")]
    public void ToString_QuotesWhatWouldBeReadDifferently(string text, params string[] items)
    {
        TextList list = items is [""] && text.Length == 0 ? [] : new TextList(items);

        Assert.Equal(text, list.ToString());
        Assert.Equal(list, TextList.Parse(text));
    }

    [Theory]
    [InlineData("a,b;c", "a", "b", "c")]
    [InlineData(" a ; b ,, ; ", "a", "b")]
    [InlineData("12\" display, \"x\" ; y", "12\" display", "x", "y")]
    [InlineData("a \"b;c\"", "a \"b", "c\"")]
    [InlineData(" ; ,")]
    public void Parse_OfTextThatAPersonWrote_SplitsIt(string text, params string[] items) => Assert.Equal(items, TextList.Parse(text));

    [Theory]
    [InlineData("\"a")]
    [InlineData("a; \"b; c")]
    [InlineData("\"a\" b; c")]
    [InlineData("\"a\"\"")]
    [InlineData("\"")]
    public void Parse_OfQuotesThatDoNotEnd_Fails(string text) =>
        Assert.Contains("double quote", Assert.Throws<FormatException>(() => TextList.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfTheTextOfAnyList_IsThatList()
    {
        const int Seed = 20251;
        var random = new Random(Seed);
        for (int i = 0; i < 20_000; i++)
        {
            string[] items =
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(6))
                    .Select(_ => Characters[random.Next(Characters.Length)])))];
            string text = new TextList(items).ToString();
            Assert.True(items.SequenceEqual(TextList.Parse(text), StringComparer.Ordinal), $"seed {Seed}, list {i}: {text}");
        }
    }

    [Fact]
    public void List_OfAnArray_DoesNotChangeWithIt()
    {
        string[] array = ["a", "b"];
        TextList? list = array;
        array[0] = "c";

        Assert.Equal(["a", "b"], list!);
        Assert.Equal(2, list!.Length);
        Assert.Null((TextList?)(string[]?)null);
        ObjectList<int>? numbers = new[] { 1, 2 };
        Assert.Equal("1; 2", numbers!.ToString());
        Assert.Equal(2, numbers.Length);
    }

    [Fact]
    public void Converter_TakesTextsAndListsOfAnything()
    {
        TypeConverter converter = TypeDescriptor.GetConverter(typeof(TextList));

        Assert.Equal(["one; two"], Assert.IsType<TextList>(converter.ConvertFrom("one; two")));
        Assert.Equal(["a", "1.5", ""], Assert.IsType<TextList>(converter.ConvertFrom(new object?[] { "a", 1.5, null })));
        Assert.False(converter.CanConvertFrom(typeof(int)));
        Assert.Throws<NotSupportedException>(() => converter.ConvertFrom(5));
    }
}
