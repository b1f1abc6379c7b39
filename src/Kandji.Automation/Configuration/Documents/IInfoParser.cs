namespace Kandji.Automation.Configuration.Documents;

/// <summary>Reads a document of one format.</summary>
internal interface IInfoParser
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The whole text, without a byte order mark.</param>
    /// <returns>The value that it holds.</returns>
    /// <exception cref="InfoSyntaxException">It is not of this format, or has what the format leaves to chance: a key twice.</exception>
    InfoNode Parse(string text);
}
