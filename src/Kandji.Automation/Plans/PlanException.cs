namespace Kandji.Automation.Plans;

/// <summary>A plan that cannot be used as it is, with the id of the error as scripts match it.</summary>
/// <param name="id">The id: <c>KandjiInvalidPlan</c>, <c>KandjiEditedPlan</c>.</param>
/// <param name="path">The file.</param>
/// <param name="message">The description of the failure, and what to do next.</param>
/// <param name="cause">The cause; null for none.</param>
internal sealed class PlanException(string id, string path, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The id of the error.</summary>
    public string Id { get; } = id;

    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
