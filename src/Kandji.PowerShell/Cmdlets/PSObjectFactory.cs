using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kandji.Client.Devices;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Makes what goes to the pipeline of an object of the API: the object itself, and where the API sent fields that its class does not
/// know, these as note properties in PascalCase. Objects inside it get real properties instead, see <see cref="ExtendedModel"/>. Free-form
/// values become custom objects in the same way.
/// </summary>
internal static class PSObjectFactory
{
    private static readonly ConcurrentDictionary<Type, NestedProperty[]> Nested = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> FreeForm = new();
    private static readonly ConcurrentDictionary<Type, Func<KandjiObject, object?>?> DeviceName = new();
    private static readonly ConditionalWeakTable<KandjiObject, object> Prepared = new();

    /// <summary>Prepares an object for the pipeline.</summary>
    public static object Create(KandjiObject model)
    {
        PrepareNested(model);
        if (DeviceName.GetOrAdd(model.GetType(), FindDeviceName) is { } nameOf)
            ShowSafely(model, (string?)nameOf(model));
        return model.GetUnknownFields().Count == 0 || ExtendedModel.Is(model) ? model : WithUnknownFields(model);
    }

    /// <summary>
    /// Shadows a device's name that would steer the terminal by one with pictures, so that no way of showing the object lets it through.
    /// The object itself keeps the name.
    /// </summary>
    /// <param name="output">The object that is written to the pipeline.</param>
    /// <param name="deviceName">The name in its property DeviceName.</param>
    public static object ShowSafely(object output, string? deviceName)
    {
        string safe = PrintableText.Sanitize(deviceName);
        if (safe != (deviceName ?? "") && PSObject.AsPSObject(output).Properties is { } properties
            && properties[nameof(Device.DeviceName)] is not PSNoteProperty)
            properties.Add(new PSNoteProperty(nameof(Device.DeviceName), safe));
        return output;
    }

    /// <summary>JSON as PowerShell shows it best: objects as custom objects with PascalCase properties.</summary>
    public static object? ToPowerShell(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var custom = new PSObject();
                foreach (JsonProperty member in element.EnumerateObject())
                    AddNote(custom, member.Name, ToPowerShell(member.Value));
                return custom;
            case JsonValueKind.Array:
                return new ObjectList<object?>(element.EnumerateArray().Select(ToPowerShell));
            case JsonValueKind.String when ApiTime.TryParseInstant(element.GetString()!, out DateTime time):
                return time;
            default:
                return JsonValues.ToPlain(element);
        }
    }

    private static void PrepareNested(KandjiObject model)
    {
        foreach (NestedProperty property in Nested.GetOrAdd(model.GetType(), FindNested))
        {
            switch (property.Get(model))
            {
                case KandjiObject child when CreateNested(child) is var prepared && !ReferenceEquals(prepared, child):
                    property.Property.SetValue(model, prepared);
                    break;
                case IObjectList children:
                    children.Replace(CreateNested);
                    break;
            }
        }
        foreach (PropertyInfo property in FreeForm.GetOrAdd(model.GetType(), FindFreeForm))
        {
            if (property.GetValue(model) is { } value and (Dictionary<string, object?> or object?[]))
                property.SetValue(model, ToPowerShell(value));
        }
    }

    /// <summary>Prepares an object that another object holds.</summary>
    /// <returns>The object, or a copy that has a property for each field that its class does not know.</returns>
    public static KandjiObject CreateNested(KandjiObject child)
    {
        if (ExtendedModel.Is(child))
            return child;
        PrepareNested(child);
        if (child.GetUnknownFields().Count == 0)
            return child;
        var added = new List<KeyValuePair<string, object?>>();
        var taken =
            new HashSet<string>(PSObject.AsPSObject(child).Properties.Select(property => property.Name), StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonElement> field in child.GetUnknownFields())
        {
            string name = NameFor(field.Key, taken.Contains, isModel: true);
            taken.Add(name);
            added.Add(new(name, ToPowerShell(field.Value)));
        }
        return ExtendedModel.Create(child, added);
    }

    private static object? ToPowerShell(object? plain)
    {
        switch (plain)
        {
            case Dictionary<string, object?> map:
                var custom = new PSObject();
                foreach (KeyValuePair<string, object?> member in map)
                    AddNote(custom, member.Key, ToPowerShell(member.Value));
                return custom;
            case object?[] items:
                return new ObjectList<object?>(items.Select(ToPowerShell));
            case string text when ApiTime.TryParseInstant(text, out DateTime time):
                return time;
            default:
                return plain;
        }
    }

    // PowerShell keeps note properties of an object for as long as the object lives, wherever the object is found again.
    private static PSObject WithUnknownFields(KandjiObject model)
    {
        PSObject output = PSObject.AsPSObject(model);
        // One object may be written more than once: a device that a file names twice, a user with several devices.
        if (!Prepared.TryGetValue(model, out _))
        {
            foreach (var field in model.GetUnknownFields())
                AddNote(output, field.Key, ToPowerShell(field.Value));
            Prepared.GetValue(model, static _ => new object());
        }
        return output;
    }

    // A field whose value did not fit its property is shown beside it, as LastCheckInRaw; two fields of one name by the API's own. A name
    // that is taken all the same, or is PowerShell's own, gets an underscore: no field is lost.
    private static void AddNote(PSObject output, string apiName, object? value) =>
        output.Properties.Add(new PSNoteProperty(
            NameFor(apiName, name => output.Properties[name] is not null, output.BaseObject is KandjiObject), value));

    private static string NameFor(string apiName, Func<string, bool> isTaken, bool isModel)
    {
        string name = IsWords(apiName) ? ApiName.ToPascalCase(apiName) : apiName;
        name = MemberName.Usable(name.Length == 0 ? apiName : name);
        if (isTaken(name))
            name = isModel && !isTaken(name + "Raw") ? name + "Raw" : MemberName.Usable(apiName);
        while (isTaken(name))
            name += "_";
        return name;
    }

    // Keys that are data (an id, com.apple.something) stay what they are.
    private static bool IsWords(string apiName) =>
        apiName.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ') && !ReferenceText.IsUuid(apiName);

    private static NestedProperty[] FindNested(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => typeof(KandjiObject).IsAssignableFrom(property.PropertyType)
                || typeof(IObjectList).IsAssignableFrom(property.PropertyType))
            .Select(property => new NestedProperty(property, Getter(property)))
            .ToArray();

    private static PropertyInfo[] FindFreeForm(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(object) && property.CanWrite).ToArray();

    private static Func<KandjiObject, object?>? FindDeviceName(Type type) =>
        type.GetProperty(nameof(Device.DeviceName)) is { } property ? Getter(property) : null;

    private static Func<KandjiObject, object?> Getter(PropertyInfo property) =>
        (Func<KandjiObject, object?>)typeof(PSObjectFactory)
            .GetMethod(nameof(GetterOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(property.ReflectedType!)
            .Invoke(null, new object[] { property })!;

    private static Func<KandjiObject, object?> GetterOf<TModel>(PropertyInfo property)
        where TModel : KandjiObject
    {
        var get = (Func<TModel, object?>)property.GetMethod!.CreateDelegate(typeof(Func<TModel, object?>));
        return model => get((TModel)model);
    }

    private sealed class NestedProperty(PropertyInfo property, Func<KandjiObject, object?> get)
    {
        public PropertyInfo Property { get; } = property;

        public Func<KandjiObject, object?> Get { get; } = get;
    }
}
