using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>The result of a change that says itself what became of the change.</summary>
internal interface IChangeResult
{
    /// <summary>The outcome.</summary>
    ChangeOutcome ChangeOutcome { get; }

    /// <summary>The message of the service or of the device; null when there is none.</summary>
    string? Message { get; }

    /// <summary>The result without what is secret, for what is kept and shown elsewhere than the result itself.</summary>
    object WithoutSecret();
}
