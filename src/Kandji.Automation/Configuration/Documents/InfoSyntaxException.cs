namespace Kandji.Automation.Configuration.Documents;

/// <summary>A document that cannot be read as what its name says it is.</summary>
/// <param name="message">The problem, for a person.</param>
/// <param name="line">The line, from 1; 0 when it is not known.</param>
/// <param name="innerException">The cause, if any.</param>
internal sealed class InfoSyntaxException(string message, int line = 0, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The line, from 1; 0 when it is not known.</summary>
    public int Line { get; } = line;
}
