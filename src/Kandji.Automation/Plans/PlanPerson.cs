namespace Kandji.Automation.Plans;

/// <summary>The person at the keyboard, as plans, approvals and journals name them: <c>ada@laptop</c>.</summary>
internal static class PlanPerson
{
    /// <summary>The person who runs this process.</summary>
    public static string Current => Environment.UserName + "@" + Environment.MachineName;

    /// <summary>The user's name alone.</summary>
    public static string GetUser(string person) => person.Split('@')[0];

    /// <summary>
    /// Indicates whether two are the same person. The machine does not count, so that nobody is two people who has two machines.
    /// </summary>
    public static bool IsSame(string one, string other) =>
        string.Equals(GetUser(one), GetUser(other), StringComparison.OrdinalIgnoreCase);
}
