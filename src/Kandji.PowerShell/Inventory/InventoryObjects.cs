using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Kandji.Automation.Inventory;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Inventory;

/// <summary>Makes objects for the pipeline of what an inventory has: with their tenant, and with the time at which they were so.</summary>
/// <param name="origin">The tenant.</param>
internal sealed class InventoryObjects(TenantIdentity origin)
{
    private const string TimeProperty = "AsOf";

    private static readonly ConcurrentDictionary<(Type Type, string Field), PropertyInfo?> Properties = new();

    /// <summary>The objects of a store: those of an open session, where there is one of its tenant.</summary>
    public static InventoryObjects From(InventoryStore store)
    {
        var known = new TenantIdentity(new Uri((new Uri("http://" + store.Host).IsLoopback ? "http://" : "https://") + store.Host));
        return new InventoryObjects(RunspaceSessions.Current.Find(known)?.Identity ?? known);
    }

    /// <summary>Makes an object of a row.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="row">The row.</param>
    /// <param name="asOf">The time at which it was so.</param>
    public TenantObject Read(InventoryKind kind, byte[] row, DateTime asOf)
    {
        TenantObject model = kind.Read(row, origin);
        model.AsOf = asOf.ToLocalTime();
        PSObjectFactory.Create(model);
        PSObject output = PSObject.AsPSObject(model);
        if (output.Properties[TimeProperty] is null)
            output.Properties.Add(new PSNoteProperty(TimeProperty, model.AsOf));
        return model;
    }

    /// <summary>Makes a change.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="frame">The run that found it.</param>
    /// <param name="stored">The change.</param>
    public InventoryChange Create(InventoryKind kind, JournalFrame frame, StoredChange stored)
    {
        TenantObject? now = stored.Object is null ? null : Read(kind, stored.Object, frame.At);
        TenantObject? before = stored.Previous is null ? null : Read(kind, stored.Previous, frame.At);
        string prefix = kind == InventoryKind.DeviceDetail ? "Detail." : "";
        return new InventoryChange
        {
            Id = stored.Id,
            Kind = kind.Kind,
            Change = stored.Change,
            ObjectId = stored.ObjectId,
            PreviousId = stored.PreviousId,
            SerialNumber = stored.SerialNumber,
            Name = stored.Name,
            Property = stored.Field is null ? null : prefix + GetName(kind.Type, stored.Field),
            Before = stored.Field is null ? null : GetValue(before, stored.Field, stored.Before),
            After = stored.Field is null ? null : GetValue(now, stored.Field, stored.After),
            Object = now,
            Previous = before,
            DetectedAt = frame.At.ToLocalTime(),
            Origin = origin,
        };
    }

    // By the names of the properties, of objects within objects too; a field that no class knows by its own name in PascalCase.
    private static string GetName(Type type, string field)
    {
        var names = new List<string>();
        Type? at = type;
        foreach (string part in field.Split('.'))
        {
            PropertyInfo? property = at is null ? null : Find(at, part);
            names.Add(property?.Name ?? ApiName.ToPascalCase(part));
            at = property?.PropertyType;
        }
        return string.Join(".", names);
    }

    // As the object has it; what no class knows as PowerShell shows it best.
    private static object? GetValue(object? model, string field, JsonElement value)
    {
        object? at = model;
        foreach (string part in field.Split('.'))
            at = at is null ? null : Find(at.GetType(), part)?.GetValue(at);
        return at ?? (RowComparer.IsEmpty(value) ? null : PSObjectFactory.ToPowerShell(value));
    }

    private static PropertyInfo? Find(Type type, string field) => Properties.GetOrAdd((type, field), key =>
        key.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(property =>
            property.CanWrite
            && (property.GetCustomAttribute<ApiNameAttribute>()?.Name ?? ApiName.ToSnakeCase(property.Name)) == key.Field));
}
