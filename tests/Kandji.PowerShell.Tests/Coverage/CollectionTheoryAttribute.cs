using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>A theory that compares with the vendor's collection, and that there is only where the collection is.</summary>
[XunitTestCaseDiscoverer(typeof(CollectionDiscoverer<TheoryDiscoverer>))]
internal sealed class CollectionTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
    : TheoryAttribute(file, line);
