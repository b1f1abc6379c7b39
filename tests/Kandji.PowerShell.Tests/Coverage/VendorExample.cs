using System.Text.Json;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>An example answer.</summary>
internal sealed record VendorExample(string Name, JsonElement Body);
