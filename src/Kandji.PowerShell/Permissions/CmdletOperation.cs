using Kandji.Client.Http;

namespace Kandji.PowerShell.Permissions;

/// <summary>An operation that a cmdlet calls, and when.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameter">The parameter that must be used for it; null when it does not depend on one.</param>
/// <param name="Value">The value that the parameter must have; null for any.</param>
/// <param name="When">The text that follows 'needed', for an operation that is called only sometimes; null: always.</param>
internal sealed record CmdletOperation(ApiOperation Operation, string? Parameter, string? Value, string? When)
{
    /// <summary>When it is needed, in words: <c>always</c>, <c>with -UnassignDevices</c>, <c>to find a device by its id</c>.</summary>
    public string Condition => string.Join(", ", new[]
    {
        Value is not null ? $"with -{Parameter} {Value}" : Parameter is not null && When is null ? $"with -{Parameter}" : null,
        When,
    }.Where(words => words is not null).DefaultIfEmpty("always"));
}
