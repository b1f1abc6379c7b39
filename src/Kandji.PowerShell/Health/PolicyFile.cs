using System.Globalization;
using System.Text;
using Kandji.Automation.Health.Policies;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Health;

/// <summary>Reads a policy file. Everything that is wrong in it is told at once, each with its line.</summary>
internal static class PolicyFile
{
    // A policy is written by hand.
    private const int MaxLength = 4 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="state">Whose location counts.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ObjectException">It is not there, or something in it cannot be used.</exception>
    public static FleetPolicy Read(SessionState state, string path)
    {
        byte[] bytes = FilePath.Read(state, path, MaxLength);
        string file = FilePath.Resolve(state, path);
        string text;
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
            text = reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw Unusable(file, [new PolicyProblem(1, "The file is not text in UTF-8.")]);
        }
        FleetPolicy? policy = Parse(text, file, out IReadOnlyList<PolicyProblem> problems);
        return problems.Count == 0 && policy is not null ? policy : throw Unusable(file, problems);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="problems">Everything that cannot be used.</param>
    /// <returns>The policy; of use only without problems.</returns>
    public static FleetPolicy? Parse(string text, string path, out IReadOnlyList<PolicyProblem> problems)
    {
        PolicyNode? root = PolicyParser.Parse(text, out problems);
        if (root is null)
            return null;
        // A value that the parser refused is null in the tree, and would be reported a second time.
        var found = new List<PolicyProblem>();
        FleetPolicy policy = new PolicyReader(found).Read(root, path);
        if (problems.Count == 0)
            problems = found;
        return policy;
    }

    private static ObjectException Unusable(string file, IReadOnlyList<PolicyProblem> problems)
    {
        string count = problems.Count == 1
            ? "It has an error"
            : string.Format(CultureInfo.CurrentCulture, "It has {0} errors", problems.Count);
        return new ObjectException(
            "KandjiPolicyError", ErrorCategory.InvalidData, $"The policy '{file}' cannot be used. {count}:",
            problems.OrderBy(problem => problem.Line).Select(problem => $"line {problem.Line}: {problem.Message}"))
        {
            Target = file,
        };
    }
}
