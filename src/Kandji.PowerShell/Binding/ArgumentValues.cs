using System.Collections;

namespace Kandji.PowerShell.Binding;

/// <summary>The values that an argument of a parameter holds, whatever kind of collection they are in.</summary>
internal static class ArgumentValues
{
    /// <summary>Indicates whether an argument is a collection of values. Text, dictionaries and bytes are values themselves.</summary>
    public static bool IsCollection(object? input) => Enumerable(input) is not null;

    /// <summary>
    /// The values of an argument in their order, also those of collections within a collection. A null among them is kept.
    /// </summary>
    public static IEnumerable<object?> Flatten(object? input) =>
        Enumerable(input) is { } items ? items.Cast<object?>().SelectMany(Flatten) : [IsNothing(input) ? null : input];

    /// <summary>
    /// The values of an argument that names things. A null among others is refused: left out, it would have the command run with the
    /// others alone.
    /// </summary>
    /// <exception cref="ArgumentTransformationMetadataException">One of several values is null.</exception>
    public static IEnumerable<object> Given(object? input)
    {
        List<object?> values = Flatten(input).ToList();
        return values.Count > 1 && values.Contains(null)
            ? throw new ArgumentTransformationMetadataException(
                $"One of the {values.Count} values is null: a variable is empty, or an object does not have the property. Leave it out.")
            : values.OfType<object>();
    }

    /// <summary>
    /// Refuses a script block as a value. PowerShell evaluates one only for a parameter that takes pipeline input. For every other
    /// parameter it would pass on the text of the code.
    /// </summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is a script block.</exception>
    public static void RefuseScriptBlock(object? item)
    {
        if (item.Unwrap() is ScriptBlock code)
        {
            throw new ArgumentTransformationMetadataException(
                $"{{{code}}} is a script block, and this parameter does not evaluate one. Run the command in ForEach-Object to give each "
                    + $"object a value of its own.");
        }
    }

    // What a command that returned nothing leaves in a list.
    private static bool IsNothing(object? input) => ReferenceEquals(input, System.Management.Automation.Internal.AutomationNull.Value);

    // PowerShell's own rule for what the pipeline takes apart: no text, no dictionary, no XML element.
    private static IEnumerable? Enumerable(object? input) =>
        input.Unwrap() is { } plain and not (byte[] or string or Memory<byte> or ReadOnlyMemory<byte>)
        ? LanguagePrimitives.GetEnumerable(plain)
        : null;
}
