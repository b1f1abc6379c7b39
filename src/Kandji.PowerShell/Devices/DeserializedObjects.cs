using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Devices;

/// <summary>Reads commands and results of actions that Import-Clixml, a job, a remote session or ConvertFrom-Json brought back.</summary>
internal static class DeserializedObjects
{
    private static readonly Regex IsoDate = new("^[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.CultureInvariant);

    /// <summary>The command or the result that an object is or was; null when it is neither.</summary>
    public static object? CommandOrResult(object item)
    {
        object plain = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (plain is DeviceCommand or DeviceActionResult)
            return item;
        if (plain is not (PSCustomObject or System.Collections.IDictionary))
            return null;
        PSObject source = PSObject.AsPSObject(plain is System.Collections.IDictionary map ? FromDictionary(map) : item);
        return (object?)Result(source) ?? Command(source);
    }

    private static DeviceActionResult? Result(PSObject source)
    {
        if (Text(source, nameof(DeviceActionResult.DeviceId)) is not { } id
            || Enumeration<DeviceAction>(source, nameof(DeviceActionResult.Action)) is not { } action
            || Enumeration<DeviceActionOutcome>(source, nameof(DeviceActionResult.Outcome)) is not { } outcome
            || Time(source, nameof(DeviceActionResult.RequestedAt)) is not { } requestedAt)
            return null;
        DeviceIdentity device = DeviceIdentity.FromParts(
            id, Text(source, nameof(DeviceActionResult.DeviceName)), Text(source, nameof(DeviceActionResult.SerialNumber)),
            Origin(source), Text(source, nameof(DeviceActionResult.Platform)));
        return new DeviceActionResult(device, action, requestedAt.ToLocalTime())
        {
            Outcome = outcome,
            Message = Text(source, nameof(DeviceActionResult.Message)),
            UnlockPin = Text(source, nameof(DeviceActionResult.UnlockPin)),
            Command = Value(source, nameof(DeviceActionResult.Command)) is { } command ? Command(PSObject.AsPSObject(command)) : null,
        };
    }

    private static DeviceCommand? Command(PSObject source)
    {
        if (source.BaseObject is DeviceCommand known)
            return known;
        if (Text(source, nameof(DeviceCommand.Uuid)) is not { } uuid || source.Properties[nameof(DeviceCommand.Status)] is null)
            return null;
        return WithOtherFields(source, new DeviceCommand
        {
            Origin = Origin(source),
            Uuid = uuid,
            DeviceId = Text(source, nameof(DeviceCommand.DeviceId)),
            DeviceName = Text(source, nameof(DeviceCommand.DeviceName)),
            SerialNumber = Text(source, nameof(DeviceCommand.SerialNumber)),
            CommandType = Text(source, nameof(DeviceCommand.CommandType)),
            RequestType = Text(source, nameof(DeviceCommand.RequestType)),
            Status = Enumeration<DeviceCommandStatus>(source, nameof(DeviceCommand.Status)),
            Attempts = LanguagePrimitives.TryConvertTo(Value(source, nameof(DeviceCommand.Attempts)), out int attempts) ? attempts : null,
            Priority = LanguagePrimitives.TryConvertTo(Value(source, nameof(DeviceCommand.Priority)), out int priority) ? priority : null,
            RequestRequiresNetworkTether = Value(source, nameof(DeviceCommand.RequestRequiresNetworkTether)) as bool?,
            ErrorChain = Errors(source),
            Metadata = Value(source, nameof(DeviceCommand.Metadata)),
            User = Value(source, nameof(DeviceCommand.User)),
            DateRequested = Time(source, nameof(DeviceCommand.DateRequested))?.ToLocalTime(),
            DateCompleted = Time(source, nameof(DeviceCommand.DateCompleted))?.ToLocalTime(),
            LastPushed = Time(source, nameof(DeviceCommand.LastPushed))?.ToLocalTime(),
        });
    }

    // Fields that the class does not know, and whatever else the object had.
    private static T WithOtherFields<T>(PSObject source, T model)
        where T : KandjiObject
    {
        if (source.BaseObject is not PSCustomObject)
            return model;
        PSMemberInfoCollection<PSPropertyInfo> known = PSObject.AsPSObject(model).Properties;
        List<KeyValuePair<string, object?>> others = source.Properties
            .Where(property => property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property && known[property.Name] is null)
            .Select(property => new KeyValuePair<string, object?>(property.Name, property.Value))
            .ToList();
        return others.Count == 0 ? model : (T)ExtendedModel.Create(model, others);
    }

    // The tenant is known by its name alone. Where no session with it is open, that is an error before anything is sent.
    private static TenantIdentity? Origin(PSObject source) =>
        Text(source, nameof(TenantObject.Tenant)) is { } tenant
            ? RunspaceSessions.Current.Find(tenant)?.Identity ?? TenantIdentity.FromName(tenant)
            : null;

    private static DeviceCommandError[]? Errors(PSObject source)
    {
        if (Value(source, nameof(DeviceCommand.ErrorChain)) is not System.Collections.IList list)
            return null;
        var errors = new DeviceCommandError[list.Count];
        for (int i = 0; i < errors.Length; i++)
        {
            PSObject error = PSObject.AsPSObject(list[i] ?? "");
            errors[i] = WithOtherFields(error, new DeviceCommandError
            {
                Code = LanguagePrimitives.TryConvertTo(Value(error, nameof(DeviceCommandError.Code)), out long code) ? code : null,
                Domain = Text(error, nameof(DeviceCommandError.Domain)),
                LocalizedDescription = Text(error, nameof(DeviceCommandError.LocalizedDescription)),
                UsEnglishDescription = Text(error, nameof(DeviceCommandError.UsEnglishDescription)),
            });
        }
        return errors;
    }

    private static PSObject FromDictionary(System.Collections.IDictionary map)
    {
        var source = new PSObject();
        foreach (object key in map.Keys)
        {
            string name = key.ToString() ?? "";
            if (name.Length > 0 && source.Properties[name] is null)
                source.Properties.Add(new PSNoteProperty(name, map[key]));
        }
        return source;
    }

    private static object? Value(PSObject source, string name) =>
        source.Properties[name]?.Value is { } value
        ? (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) : null;

    private static string? Text(PSObject source, string name) => Value(source, name) is string { Length: > 0 } text ? text : null;

    // Clixml writes the name of a value, JSON its number unless told otherwise.
    private static T? Enumeration<T>(PSObject source, string name)
        where T : struct, Enum
    {
        object? value = Value(source, name);
        if (value is null)
            return null;
        return LanguagePrimitives.TryConvertTo(value, out T result) && (value is not string || Enum.IsDefined(typeof(T), result)) ? result
            : null;
    }

    private static DateTime? Time(PSObject source, string name) => Value(source, name) switch
    {
        DateTime time => time.ToUniversalTime(),
        DateTimeOffset time => time.UtcDateTime,
        string text => Time(text)?.UtcDateTime,
        _ => null,
    };

    // Export-Csv writes times as the culture does.
    private static DateTimeOffset? Time(string text)
    {
        CultureInfo own = CultureInfo.CurrentCulture, invariant = CultureInfo.InvariantCulture;
        foreach (CultureInfo culture in IsoDate.IsMatch(text) ? new[] { invariant, own } : new[] { own, invariant })
        {
            if (DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeLocal, out DateTimeOffset time))
                return time;
        }
        return null;
    }
}
