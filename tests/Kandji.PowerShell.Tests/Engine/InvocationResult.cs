namespace Kandji.PowerShell.Tests.Engine;

/// <summary>Everything that a script wrote.</summary>
internal sealed class InvocationResult(IReadOnlyList<PSObject> output, ErrorRecord? terminating, PSDataStreams streams)
{
    public IReadOnlyList<PSObject> Output { get; } = output;

    /// <summary>The error that ended the script, if one did.</summary>
    public ErrorRecord? Terminating { get; } = terminating;

    public IReadOnlyList<ErrorRecord> Errors { get; } = streams.Error.ToList();

    /// <summary>The one error, whether it ended the script or not.</summary>
    public ErrorRecord Error => Terminating ?? Errors.Single();

    public IReadOnlyList<string> Verbose { get; } = streams.Verbose.Select(record => record.Message).ToList();

    public IReadOnlyList<string> Debug { get; } = streams.Debug.Select(record => record.Message).ToList();

    public IReadOnlyList<string> Warnings { get; } = streams.Warning.Select(record => record.Message).ToList();

    public IReadOnlyList<ProgressRecord> Progress { get; } = streams.Progress.ToList();

    /// <summary>The output's objects as a type.</summary>
    public List<T> As<T>() => Output.Select(item => (T)item.BaseObject).ToList();

    /// <summary>This result, if nothing went wrong.</summary>
    public InvocationResult Succeeded()
    {
        if ((Terminating ?? Errors.FirstOrDefault()) is { } error)
            throw new InvalidOperationException($"{error.FullyQualifiedErrorId}: {error.Exception.Message}", error.Exception);
        return this;
    }

    /// <summary>This result, if its one error is the expected one.</summary>
    /// <param name="id">The id of the error: the first part, or all of it with the name of the command's class.</param>
    /// <param name="words">Parts of the error's message.</param>
    public InvocationResult Failed(string id, params string[] words)
    {
        string found = Error.FullyQualifiedErrorId;
        Assert.Equal(id, id.Contains(',', StringComparison.Ordinal) ? found : found.Split(',')[0]);
        Assert.All(words, word => Assert.Contains(word, Error.Exception.Message, StringComparison.Ordinal));
        return this;
    }
}
