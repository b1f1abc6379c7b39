using Xunit;

namespace Kandji.Client.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Builds() => Assert.True(typeof(PlaceholderTests).IsSealed);
}
