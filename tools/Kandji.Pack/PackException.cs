namespace Kandji.Pack;

/// <summary>What was built cannot be packed, for a reason to tell a person.</summary>
internal sealed class PackException(string message) : Exception(message);
