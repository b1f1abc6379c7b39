using System.Globalization;
using System.Text;
using Kandji.Client.Devices;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Reports;

/// <summary>
/// Replaces what names a device or a person by a pseudonym: serial numbers, names, e-mail addresses and ids, where they stand alone and
/// within sentences. In one report the same thing always has the same pseudonym; from one report to the next it need not.
/// </summary>
internal sealed class Pseudonyms
{
    // The names of devices before anybody names them. These words name nobody, and sentences use them.
    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "Mac", "MacBook", "MacBook Air", "MacBook Pro", "iMac", "Mac mini", "iPad", "iPhone", "Apple TV", "AppleTV", "Android", "Windows",
    };

    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _byFirstWord = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _people = new(StringComparer.OrdinalIgnoreCase);

    private Pseudonyms()
    {
    }

    /// <summary>Replaces nothing.</summary>
    public static Pseudonyms None { get; } = new();

    /// <summary>The pseudonyms of a report: none, unless it asks for them.</summary>
    public static Pseudonyms From(FleetReport report)
    {
        if (!report.Anonymize)
            return None;
        var names = new Pseudonyms { IsOn = true };
        foreach (TenantReport tenant in report.Tenants)
            names.Learn(tenant);
        return names;
    }

    /// <summary>Indicates whether anything is replaced.</summary>
    public bool IsOn { get; private init; }

    /// <summary>The name of a device.</summary>
    /// <param name="id">The device's id.</param>
    /// <param name="name">The name.</param>
    public string? DeviceName(string? id, string? name) => IsOn ? $"Device {Number(_devices, id ?? name)}" : name;

    /// <summary>The serial number of a device.</summary>
    /// <param name="id">The device's id; null for one that is known by its serial number.</param>
    /// <param name="serialNumber">The serial number.</param>
    public string? SerialNumber(string? id, string? serialNumber) => !IsOn || string.IsNullOrEmpty(serialNumber) ? serialNumber
        : id is null && _known.TryGetValue(serialNumber!, out string? known) ? known
        : $"Serial-{Number(_devices, id ?? serialNumber)}";

    /// <summary>The id of a device.</summary>
    public string? DeviceId(string? id) => !IsOn || string.IsNullOrEmpty(id) ? id : $"device-{Number(_devices, id)}";

    /// <summary>The name, e-mail address or id of a person.</summary>
    /// <param name="id">What tells the person apart: the e-mail address, or else the id or the name.</param>
    /// <param name="text">What is replaced.</param>
    public string? Person(string? id, string? text) =>
        !IsOn || string.IsNullOrEmpty(text) ? text : $"Person {Number(_people, string.IsNullOrEmpty(id) ? text : id)}";

    /// <summary>The person whom a device is assigned to, by the e-mail address.</summary>
    public string? Person(DeviceUser? user) => user is null ? null : Person(GetKey(user.Email, user.Id, user.Name), user.ToString());

    /// <summary>The person whom a device is assigned to, by the name.</summary>
    public string? PersonName(DeviceUser? user) =>
        user is null ? null : Person(GetKey(user.Email, user.Id, user.Name), string.IsNullOrEmpty(user.Name) ? user.ToString() : user.Name);

    /// <summary>The subject of a finding: its name, or else its id.</summary>
    public string? SubjectName(FindingSubject subject)
    {
        string name = string.IsNullOrEmpty(subject.Name) ? subject.Id : subject.Name!;
        if (!IsOn)
            return name;
        return subject.Kind switch
        {
            FindingSubjectKind.Device => DeviceName(subject.Id, name),
            FindingSubjectKind.AdeDevice => _known.TryGetValue(subject.SerialNumber ?? name, out string? known) ? known
                : $"Serial-{Number(_devices, subject.SerialNumber ?? name)}",
            FindingSubjectKind.User or FindingSubjectKind.Actor => _known.TryGetValue(name, out string? person) ? person
                : Person(subject.Id, name),
            _ => Hide(name),
        };
    }

    /// <summary>A sentence about a thing, in which everything that is known by name is replaced.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="subject">The thing.</param>
    public string Hide(string text, FindingSubject subject)
    {
        if (!IsOn)
            return text;
        // The thing's own name first: several may have the same.
        if (subject.Kind
            is FindingSubjectKind.Device or FindingSubjectKind.AdeDevice or FindingSubjectKind.User or FindingSubjectKind.Actor)
            text = ReplaceWord(text, PrintableText.Sanitize(subject.Name), SubjectName(subject)!);
        if (!string.IsNullOrEmpty(subject.SerialNumber))
        {
            string? id = subject.Kind == FindingSubjectKind.Device ? subject.Id : null;
            text = ReplaceWord(text, subject.SerialNumber, SerialNumber(id, subject.SerialNumber)!);
        }
        return Hide(text);
    }

    /// <summary>A text in which everything that is known by name is replaced.</summary>
    public string Hide(string text)
    {
        if (!IsOn || text.Length == 0)
            return text;
        StringBuilder? hidden = null;
        int copied = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (!IsWord(text[at]) || (at > 0 && IsWord(text[at - 1])))
                continue;
            if (!_byFirstWord.TryGetValue(FirstWord(text, at), out List<string>? names))
                continue;
            string? found = names.Find(name => IsAt(text, at, name));
            if (found is null)
                continue;
            hidden ??= new StringBuilder(text.Length);
            hidden.Append(text, copied, at - copied).Append(_known[found]);
            copied = at + found.Length;
            at = copied - 1;
        }
        return hidden is null ? text : hidden.Append(text, copied, text.Length - copied).ToString();
    }

    private void Learn(TenantReport tenant)
    {
        FleetSnapshot snapshot = tenant.Snapshot;
        foreach (Device device in snapshot.Devices)
        {
            Add(device.SerialNumber, SerialNumber(device.DeviceId, device.SerialNumber));
            Add(device.DeviceId, DeviceId(device.DeviceId));
            Add(device.DeviceName, DeviceName(device.DeviceId, device.DeviceName));
            Add(device.AssetTag, DeviceName(device.DeviceId, device.AssetTag));
            if (device.User is { } user)
                AddPerson(user.Email, user.Id, user.Name);
        }
        foreach (Client.Enrollment.AdeDevice device in snapshot.AdeDevices)
        {
            if (device.SerialNumber is { Length: > 0 } serial && !_known.ContainsKey(serial))
                Add(serial, $"Serial-{Number(_devices, serial)}");
            Add(device.AssetTag, DeviceName(device.MdmDevice?.Id ?? device.SerialNumber, device.AssetTag));
        }
        foreach (Client.Users.User user in snapshot.Users)
            AddPerson(user.Email, user.Id, user.Name);
        foreach (Client.Tenant.Admin admin in snapshot.Admins)
            AddPerson(admin.Email, admin.Id, admin.Name);
        foreach (Client.Audit.AuditEvent audited in snapshot.AuditEvents)
            AddPerson(null, audited.ActorId, audited.ActorName);
        // After the lists that know people by all their names: what follows knows them by one or two.
        foreach (LibraryItemState state in snapshot.ItemStates)
            AddPerson(state.LastEdit?.UserEmail, state.LastEdit?.UserId, null);
        foreach (Client.Enrollment.AdeDevice device in snapshot.AdeDevices)
        {
            AddPerson(null, device.UserId, device.User);
            AddPerson(device.DeviceAssignedBy, null, null);
        }
        foreach (Client.Enrollment.AdeIntegration integration in snapshot.AdeIntegrations)
        {
            foreach (string? address in new[] { integration.AdminId, integration.OrgEmail, integration.Defaults?.Email })
                AddPerson(address, null, null);
        }
        foreach (List<string> names in _byFirstWord.Values)
            names.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    private void AddPerson(string? email, string? id, string? name)
    {
        if (GetKey(email, id, name) is not { } key)
            return;
        string? known = string.IsNullOrEmpty(email) ? FindPerson(id) : null;
        foreach (string? text in new[] { email, id, name })
            Add(text, known ?? Person(key, text));
    }

    private string? FindPerson(string? id) =>
        id is not null && _known.TryGetValue(id, out string? known) && known.StartsWith("Person ", StringComparison.Ordinal) ? known : null;

    private static string? GetKey(string? email, string? id, string? name) =>
        !string.IsNullOrEmpty(email) ? email : !string.IsNullOrEmpty(id) ? id : string.IsNullOrEmpty(name) ? null : name;

    private void Add(string? text, string? pseudonym)
    {
        AddText(text?.Trim(), pseudonym);
        // As sentences show it.
        AddText(PrintableText.Sanitize(text?.Trim()), pseudonym);
    }

    private void AddText(string? text, string? pseudonym)
    {
        // A short number says nothing about anybody, and sentences have numbers of their own.
        bool isCount = text is { Length: < 5 } && text.All(char.IsDigit);
        if (string.IsNullOrEmpty(text) || pseudonym is null || isCount || CommonWords.Contains(text!) || _known.ContainsKey(text!))
            return;
        int first = 0;
        while (first < text!.Length && !IsWord(text[first]))
            first++;
        if (first == text.Length)
            return;
        text = text.Substring(first);
        if (_known.ContainsKey(text))
            return;
        _known.Add(text, pseudonym);
        string word = FirstWord(text, 0);
        if (!_byFirstWord.TryGetValue(word, out List<string>? names))
            _byFirstWord.Add(word, names = []);
        names.Add(text);
    }

    private static string ReplaceWord(string text, string? word, string replacement)
    {
        if (string.IsNullOrEmpty(word))
            return text;
        var replaced = new StringBuilder();
        int copied = 0;
        for (int at; (at = text.IndexOf(word!, copied, StringComparison.OrdinalIgnoreCase)) >= 0; copied = at + word!.Length)
        {
            bool isWhole = (at == 0 || !IsWord(text[at - 1]) || !IsWord(word![0])) && EndsAt(text, at, word!);
            replaced.Append(text, copied, at - copied).Append(isWhole ? replacement : text.Substring(at, word!.Length));
        }
        return replaced.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsAt(string text, int at, string name) =>
        string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && at + name.Length <= text.Length && EndsAt(text, at, name);

    private static bool EndsAt(string text, int at, string name)
    {
        int end = at + name.Length;
        return end >= text.Length || !IsWord(text[end]) || !IsWord(name[name.Length - 1]);
    }

    private static string FirstWord(string text, int at)
    {
        int end = at;
        while (end < text.Length && IsWord(text[end]))
            end++;
        return text.Substring(at, end - at);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    private string Number(Dictionary<string, int> numbers, string? key)
    {
        key ??= "";
        if (!numbers.TryGetValue(key, out int number))
            numbers.Add(key, number = numbers.Count + 1);
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
