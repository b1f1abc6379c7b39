namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>An operation as the vendor's collection describes it.</summary>
/// <param name="Name">The request's name.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path from the root with every placeholder as <c>{}</c>; empty for a request to another host.</param>
/// <param name="Query">The names of its query.</param>
/// <param name="Body">The top-level keys of its body.</param>
/// <param name="Examples">Its examples of success with a JSON body.</param>
internal sealed record VendorOperation(
    string Name, string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Body, IReadOnlyList<VendorExample> Examples)
{
    public string Key => Method + " " + Path;

    public override string ToString() => $"{Name} ({Method} {Path})";
}
