using Kandji.Client.Audit;
using Kandji.Client.Http;
using Kandji.Client.Tenant;

namespace Kandji.PowerShell.Audit;

/// <summary>The names of the administrators, by whose ids events tell who did it. They are listed when the first is asked for.</summary>
/// <param name="list">Lists the administrators.</param>
/// <param name="warn">Writes a warning.</param>
internal sealed class ActorNames(Func<IEnumerable<Admin>> list, Action<string> warn)
{
    private Dictionary<string, string>? _names;

    /// <summary>Gives an event the name of its actor, where that is known.</summary>
    public void Complete(AuditEvent found)
    {
        if (found.ActorId is { } id && (_names ??= Read()).TryGetValue(id, out string? name))
            found.ActorName = name;
    }

    private Dictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (Admin admin in list())
            {
                string? name = string.IsNullOrEmpty(admin.Name) ? admin.Email : admin.Name;
                if (admin.Id is not null && !string.IsNullOrEmpty(name))
                    names[admin.Id] = name!;
            }
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound)
        {
            // Without the permission, or where the tenant has no such endpoint, an event still has the id of its actor.
        }
        catch (KandjiApiException e) when (e.Kind != KandjiErrorKind.Unauthorized)
        {
            warn($"The administrators could not be listed, so not every event has the name of its actor. {e.Message}");
        }
        return names;
    }
}
