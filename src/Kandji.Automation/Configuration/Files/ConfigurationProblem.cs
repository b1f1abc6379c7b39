using System.Globalization;

namespace Kandji.Automation.Configuration.Files;

/// <summary>A thing of a configuration that could not be read, written or sent, while the others could.</summary>
internal sealed record ConfigurationProblem(string Message)
{
    /// <summary>The id of the error.</summary>
    public string ErrorId { get; init; } = "KandjiInvalidConfigurationFile";

    /// <summary>The kind; null when it is not known.</summary>
    public ConfigurationKind? Kind { get; init; }

    /// <summary>The name of the thing; null when it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the thing, as far as it could be read; null when it is not known.</summary>
    public string? Id { get; init; }

    /// <summary>The file; null when no file is the cause.</summary>
    public string? Path { get; init; }

    /// <summary>The line in the file, from 1; 0 when it is not known.</summary>
    public int Line { get; init; }

    /// <summary>
    /// Indicates whether nothing at all is sent because of it: a key that is not known may have been meant to protect something.
    /// </summary>
    public bool StopsImport { get; init; }

    /// <summary>The exception that is the cause, if any.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The file and the line where they are known, then the message.</summary>
    public override string ToString() => Path is null
        ? Message
        : string.Format(CultureInfo.InvariantCulture, Line > 0 ? "{0}, line {1}: {2}" : "{0}: {2}", Path, Line, Message);
}
