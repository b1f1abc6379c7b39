namespace Kandji.PowerShell.Errors;

/// <summary>An error that ends the pipeline, with its record.</summary>
internal sealed class TerminatingException(ErrorRecord record) : Exception(record.Exception.Message, record.Exception)
{
    public ErrorRecord ErrorRecord { get; } = record;

    /// <summary>The error of parameters that cannot be used as they were given.</summary>
    public static TerminatingException FromParameters(string message, object? target = null) =>
        new(new ErrorRecord(new ArgumentException(message), "KandjiInvalidArgument", ErrorCategory.InvalidArgument, target));
}
