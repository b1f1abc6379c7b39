namespace Kandji.Pack;

/// <summary>The build cannot be packed. The message tells a person why.</summary>
internal sealed class PackException(string message) : Exception(message);
