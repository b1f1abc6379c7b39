namespace Kandji.PowerShell.Audit;

/// <summary>Completes to types of targets.</summary>
internal sealed class AuditTargetTypeCompleter() : AuditValueCompleter(
    ["api_token", "blueprint", "device", "library_item", "tag"], found => found.TargetType);
