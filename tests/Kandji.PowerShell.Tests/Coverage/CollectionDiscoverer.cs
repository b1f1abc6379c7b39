using Xunit.Sdk;
using Xunit.v3;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>Finds the cases of tests that compare with the vendor's collection where that is, and none where it is not.</summary>
internal sealed class CollectionDiscoverer<TDiscoverer> : IXunitTestCaseDiscoverer
    where TDiscoverer : IXunitTestCaseDiscoverer, new()
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        VendorCollection.File is null ? new([]) : new TDiscoverer().Discover(discoveryOptions, testMethod, factAttribute);
}
