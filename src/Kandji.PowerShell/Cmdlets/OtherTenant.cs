using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>The errors about an object of a tenant in which the command cannot, or must not, act.</summary>
internal static class OtherTenant
{
    /// <summary>The advice where an object is of another tenant than that of the command.</summary>
    public const string ActThere = "Objects are acted on in their own tenant: leave -Session out, or name their session.";

    /// <summary>The object's tenant is none of those that the command acts in.</summary>
    public static ObjectException OfSession(
        object? target, ObjectOrigin origin, KandjiSession[] sessions, string advice = ActThere) => Create(target,
        $"is of the tenant {origin.Name}, and the command acts in {string.Join(", ", sessions.Select(session => session.Tenant))}. "
            + advice + origin.Hint);

    /// <summary>The name of the object's tenant is that of several tenants in which the command acts.</summary>
    public static ObjectException OfSeveral(object? target, ObjectOrigin origin, IEnumerable<KandjiSession> sessions) =>
        new("KandjiAmbiguous", ErrorCategory.InvalidArgument,
            $"{Name(target)} is of the tenant {origin.Name}, which is the name of several tenants in which the command acts: "
                + $"{string.Join(", ", sessions.Select(session => session.Identity.Host).Distinct(StringComparer.OrdinalIgnoreCase))}. "
                + $"Write the host in place of the name, or name one session with -Session.{origin.Hint}") { Target = target };

    /// <summary>No session of the object's tenant is open.</summary>
    public static ObjectException NotOpen(object? target, ObjectOrigin origin, RunspaceSessions open) => Create(target,
        $"is of the tenant {origin.Name}, to which no session is open in this runspace. {SessionTransformationAttribute.Describe(open)} "
            + $"Run Connect-Kandji {origin.Name} first.{origin.Hint}");

    private static ObjectException Create(object? target, string problem) =>
        new("KandjiOtherTenant", ErrorCategory.InvalidArgument,
            $"{Name(target)} {problem}") { Target = target };

    private static string Name(object? target) => target is null ? "An argument" : $"'{DisplayText.Sanitize(target.ToString())}'";
}
