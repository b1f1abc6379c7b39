namespace Kandji.PowerShell.Audit;

/// <summary>Completes to types of activity.</summary>
internal sealed class AuditActionCompleter() : AuditValueCompleter(["create", "update", "delete"], found => found.Action);
