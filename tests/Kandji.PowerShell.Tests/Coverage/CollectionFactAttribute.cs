using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>A fact that compares with the vendor's collection, and that there is only where the collection is.</summary>
[XunitTestCaseDiscoverer(typeof(CollectionDiscoverer<FactDiscoverer>))]
internal sealed class CollectionFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
    : FactAttribute(file, line);
