using Xunit;

namespace Kandji.PowerShell.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Builds() => Assert.True(typeof(PlaceholderTests).IsSealed);
}
