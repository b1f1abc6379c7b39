namespace Kandji.Client.Tests;

public sealed class TenantAddressTests
{
    [Theory]
    [InlineData("acme", null, "https://acme.api.kandji.io/")]
    [InlineData(" Acme ", null, "https://acme.api.kandji.io/")]
    [InlineData("acme", KandjiRegion.EU, "https://acme.api.eu.kandji.io/")]
    [InlineData("acme.kandji.io", null, "https://acme.api.kandji.io/")]
    [InlineData("https://acme.kandji.io/devices?x=1", null, "https://acme.api.kandji.io/")]
    [InlineData("acme.kandji.io", KandjiRegion.EU, "https://acme.api.eu.kandji.io/")]
    [InlineData("acme.api.kandji.io", null, "https://acme.api.kandji.io/")]
    [InlineData("acme.api.kandji.io/", KandjiRegion.US, "https://acme.api.kandji.io/")]
    [InlineData("acme.eu.kandji.io", null, "https://acme.api.eu.kandji.io/")]
    [InlineData("acme.api.eu.kandji.io", KandjiRegion.EU, "https://acme.api.eu.kandji.io/")]
    [InlineData("acme.api.iru.com", null, "https://acme.api.iru.com/")]
    [InlineData("acme.iru.com", null, "https://acme.api.iru.com/")]
    [InlineData("Acme.IRU.com", KandjiRegion.US, "https://acme.api.iru.com/")]
    [InlineData("acme.iru.com", KandjiRegion.EU, "https://acme.api.eu.iru.com/")]
    [InlineData("acme.eu.iru.com", null, "https://acme.api.eu.iru.com/")]
    [InlineData("acme.eu.iru.com", KandjiRegion.EU, "https://acme.api.eu.iru.com/")]
    [InlineData("https://acme.iru.com/library/items/1?tab=status#x", null, "https://acme.api.iru.com/")]
    [InlineData("https://acme.eu.iru.com/devices", null, "https://acme.api.eu.iru.com/")]
    [InlineData("acme.iru.com/library", null, "https://acme.api.iru.com/")]
    [InlineData("acme.kandji.io/devices/1/", null, "https://acme.api.kandji.io/")]
    [InlineData("acme.api.eu.iru.com", KandjiRegion.EU, "https://acme.api.eu.iru.com/")]
    [InlineData("acme.clients.us-1.kandji.io", null, "https://acme.clients.us-1.kandji.io/")]
    [InlineData("http://127.0.0.1:8080", null, "http://127.0.0.1:8080/")]
    public void FromTenant_WhenInAnyKnownForm_IsTheApiRoot(string tenant, KandjiRegion? region, string expected) =>
        Assert.Equal(expected, TenantAddress.FromTenant(tenant, region).AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData("acme corp")]
    [InlineData("acme.example.com")]
    [InlineData("acme.kandji.io.example.com")]
    [InlineData("acme.kandji.io@example.com")]
    [InlineData("https://token@acme.kandji.io")]
    [InlineData("acme/../..")]
    [InlineData("acme..kandji.io")]
    [InlineData("-acme")]
    [InlineData("acmé")]
    [InlineData("kandji.io")]
    [InlineData("iru.com")]
    [InlineData("api.kandji.io")]
    [InlineData("eu.kandji.io")]
    [InlineData("api.eu.kandji.io")]
    [InlineData("www.iru.com")]
    [InlineData("eu.iru.com")]
    [InlineData("api.eu.iru.com")]
    [InlineData("acme.iru.com.example.com/library")]
    [InlineData("acme.example.com/acme.iru.com")]
    [InlineData("acme/x.iru.com")]
    [InlineData("http://acme.iru.com")]
    [InlineData("http://acme.kandji.io")]
    [InlineData("acme.kandji.io:8443")]
    [InlineData("ftp://acme.kandji.io")]
    public void FromTenant_WhenItIsNoTenant_Refuses(string tenant) =>
        Assert.Throws<ArgumentException>(() => TenantAddress.FromTenant(tenant));

    [Fact]
    public void FromTenant_WhenItIsNoTenant_NamesTheFormsOfBothProducts()
    {
        string message = Assert.Throws<ArgumentException>(() => TenantAddress.FromTenant("acme.example.com")).Message;

        Assert.All(
            ["'acme'", "acme.kandji.io", "acme.iru.com", "acme.api.kandji.io", "acme.api.iru.com", "acme.eu.kandji.io", "acme.eu.iru.com"],
            form => Assert.Contains(form, message));
    }

    [Theory]
    [InlineData("acme.api.kandji.io", KandjiRegion.EU)]
    [InlineData("acme.eu.kandji.io", KandjiRegion.US)]
    [InlineData("acme.eu.iru.com", KandjiRegion.US)]
    [InlineData("acme.api.eu.iru.com", KandjiRegion.US)]
    public void FromTenant_WhenTheRegionContradicts_Refuses(string tenant, KandjiRegion region) =>
        Assert.Throws<ArgumentException>("region", () => TenantAddress.FromTenant(tenant, region));

    [Theory]
    [InlineData("https://mdm.example.com", "https://mdm.example.com/")]
    [InlineData("https://mdm.example.com:8443/kandji/", "https://mdm.example.com:8443/kandji")]
    [InlineData("https://acme.api.kandji.io/api/v1/devices?limit=1#x", "https://acme.api.kandji.io/")]
    [InlineData("https://acme.iru.com/library/items/1", "https://acme.api.iru.com/")]
    [InlineData("https://acme.eu.kandji.io/devices", "https://acme.api.eu.kandji.io/")]
    [InlineData("https://acme.iru.com:8443/x", "https://acme.iru.com:8443/x")]
    [InlineData("https://acme.iru.com.example.com/", "https://acme.iru.com.example.com/")]
    [InlineData("http://localhost:5000", "http://localhost:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void FromUri_WhenItMayCarryAToken_IsTheRoot(string uri, string expected) =>
        Assert.Equal(expected, TenantAddress.FromUri(new Uri(uri)).AbsoluteUri);

    [Theory]
    [InlineData("http://acme.api.kandji.io")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("https://user:pw@acme.api.kandji.io")]
    [InlineData("ftp://acme.api.kandji.io")]
    [InlineData("file:///etc")]
    [InlineData("/relative")]
    public void FromUri_WhenATokenWouldBeSeen_Refuses(string uri) =>
        Assert.Throws<ArgumentException>(() => TenantAddress.FromUri(new Uri(uri, UriKind.RelativeOrAbsolute)));

    [Theory]
    [InlineData("https://acme.api.kandji.io", KandjiRegion.US)]
    [InlineData("https://acme.api.eu.kandji.io", KandjiRegion.EU)]
    [InlineData("https://acme.clients.us-1.kandji.io", KandjiRegion.US)]
    [InlineData("https://acme.api.eu.iru.com", KandjiRegion.EU)]
    [InlineData("https://acme.api.iru.com", null)]
    public void RegionOf_WhenTheHostTells_IsThatRegion(string uri, KandjiRegion? expected) =>
        Assert.Equal(expected, TenantAddress.GetRegion(new Uri(uri)));
}
