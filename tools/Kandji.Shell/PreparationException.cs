namespace Kandji.Shell;

/// <summary>Something that is needed to begin could not be restored, built or started. The message tells people what.</summary>
internal sealed class PreparationException(string message) : Exception(message);
