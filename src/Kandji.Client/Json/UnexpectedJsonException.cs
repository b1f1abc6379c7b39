using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>JSON that can be read, and is something other than what was expected. The message says what was expected.</summary>
internal sealed class UnexpectedJsonException(string message) : JsonException(message)
{
    /// <summary>Makes the exception for a value at the reader's place.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="expected">The expected value: <c>an object</c>.</param>
    public static UnexpectedJsonException At(ref JsonTokenReader reader, string expected) => new(reader.CurrentDepth == 0
        ? expected + " was expected"
        : $"it holds {GetName(reader.TokenType)} where {expected} was expected");

    /// <summary>The name of a kind of value in words: <c>an array</c>.</summary>
    public static string GetName(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "something else",
    };
}
