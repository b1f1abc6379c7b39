namespace Kandji.Automation.Configuration.Files;

/// <summary>A file of a repository that cannot be used as it is.</summary>
internal sealed class ConfigurationFileException : Exception
{
    /// <summary>Describes a file that cannot be used.</summary>
    /// <param name="problem">The problem.</param>
    public ConfigurationFileException(ConfigurationProblem problem)
        : base(problem.ToString(), problem.Cause) => Problem = problem;

    /// <summary>Describes a file that cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, from 1; 0 when it is not known.</param>
    /// <param name="message">The problem, for a person.</param>
    public ConfigurationFileException(string path, int line, string message)
        : this(new ConfigurationProblem(message) { Path = path, Line = line })
    {
    }

    /// <summary>The problem.</summary>
    public ConfigurationProblem Problem { get; }
}
