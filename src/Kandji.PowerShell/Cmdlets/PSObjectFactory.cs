using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
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
/// know, these as note properties in PascalCase, on nested objects too. Free-form values become custom objects in the same way.
/// </summary>
internal static class PSObjectFactory
{
    private static readonly ConcurrentDictionary<Type, Func<KandjiObject, object?>[]> Nested = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> FreeForm = new();
    private static readonly ConcurrentDictionary<Type, Func<KandjiObject, object?>?> DeviceName = new();
    private static readonly ConditionalWeakTable<KandjiObject, object> Prepared = new();

    /// <summary>Prepares an object for the pipeline.</summary>
    public static object Create(KandjiObject model)
    {
        foreach (Func<KandjiObject, object?> get in Nested.GetOrAdd(model.GetType(), FindNested))
        {
            switch (get(model))
            {
                case KandjiObject child:
                    Create(child);
                    break;
                case KandjiObject[] children:
                    foreach (KandjiObject child in children)
                        Create(child);
                    break;
            }
        }
        foreach (PropertyInfo property in FreeForm.GetOrAdd(model.GetType(), FindFreeForm))
        {
            if (property.GetValue(model) is { } value and (Dictionary<string, object?> or object?[]))
                property.SetValue(model, ToPowerShell(value));
        }
        if (DeviceName.GetOrAdd(model.GetType(), FindDeviceName) is { } nameOf)
            ShowSafely(model, (string?)nameOf(model));
        return model.GetUnknownFields().Count == 0 ? model : WithUnknownFields(model);
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
                return element.EnumerateArray().Select(ToPowerShell).ToArray();
            default:
                return JsonValues.ToPlain(element);
        }
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
                return items.Select(ToPowerShell).ToArray();
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
    private static void AddNote(PSObject output, string apiName, object? value)
    {
        string name = IsWords(apiName) ? ApiName.ToPascalCase(apiName) : apiName;
        name = MemberName.Usable(name.Length == 0 ? apiName : name);
        if (output.Properties[name] is not null)
            name = output.BaseObject is KandjiObject && output.Properties[name + "Raw"] is null ? name + "Raw" : MemberName.Usable(apiName);
        while (output.Properties[name] is not null)
            name += "_";
        output.Properties.Add(new PSNoteProperty(name, value));
    }

    // Keys that are data (an id, com.apple.something) stay what they are.
    private static bool IsWords(string apiName) =>
        apiName.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ') && !ReferenceText.IsUuid(apiName);

    private static Func<KandjiObject, object?>[] FindNested(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => typeof(KandjiObject).IsAssignableFrom(
                property.PropertyType.IsArray ? property.PropertyType.GetElementType() : property.PropertyType))
            .Select(Getter)
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
}
