using Kandji.Client.Devices;

namespace Kandji.Client.Tests.Devices;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("Battery replaced.", "Battery replaced.")]
    [InlineData("two\nlines  and blanks", "two\nlines  and blanks")]
    [InlineData("a < b && c > d, R&amp;D", "a < b && c > d, R&amp;D")]
    [InlineData("<3 this one", "<3 this one")]
    [InlineData("press <tab> twice", "press <tab> twice")]
    [InlineData("<p>Hinge <b>broken</b>.</p><p>Ordered&nbsp;a&nbsp;new one &amp; wait.</p>", "Hinge broken.\nOrdered a new one & wait.")]
    [InlineData("<p>one</p>\n  <p>two</p>\n", "one\ntwo")]
    [InlineData("one<br>two<br/>three", "one\ntwo\nthree")]
    [InlineData("<ul><li>one</li><li>two</li></ul>after", "- one\n- two\nafter")]
    [InlineData("<div>x</div><script>alert('<b>')</script><style>p {}</style>y", "x\ny")]
    [InlineData("<a href=\"https://example.com/?a>b\">link</a>", "link")]
    [InlineData("<p>1 &lt; 2</p>", "1 < 2")]
    [InlineData("a<!-- hidden <b> --><i>b</i>", "ab")]
    [InlineData("<p", "<p")]
    [InlineData("<p>open<p>again</p>", "open\nagain")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    public void ToPlain_ShowsWhatABrowserWould(string? html, string? text) => Assert.Equal(text, HtmlText.ToPlain(html));

    [Theory]
    [InlineData("<")]
    [InlineData("<p ")]
    [InlineData("<!--")]
    [InlineData("<a href='")]
    [InlineData("</")]
    public void ToPlain_OfManyUnfinishedTags_Ends(string part) =>
        Assert.NotNull(HtmlText.ToPlain("<b>x</b>" + string.Concat(Enumerable.Repeat(part, 2000))));
}
