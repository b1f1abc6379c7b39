using System.Collections;
using System.Reflection;
using System.Text;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>
/// Nothing that the service sent is lost on the way to ConvertTo-Json, which sees the note properties of the object it is given, and the
/// properties of .NET alone of what lies deeper.
/// </summary>
public sealed class NestedFieldTests
{
    public static TheoryData<string> Models { get; } =
        [.. typeof(KandjiClient).Assembly.GetTypes()
            .Where(type => typeof(KandjiObject).IsAssignableFrom(type) && !type.IsAbstract && !typeof(IPartialModel).IsAssignableFrom(type))
            .Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Create_WithUnknownFieldsAtEveryDepth_ShowsThemAll(string name)
    {
        Type type = typeof(KandjiClient).Assembly.GetType(name)!;
        var markers = new List<string>();
        string json = Sample(type, markers, depth: 0);

        var output = PSObject.AsPSObject(PSObjectFactory.Create(Read(type, json)));
        // Written twice, as a device that a file names twice is.
        output = PSObject.AsPSObject(PSObjectFactory.Create((KandjiObject)output.BaseObject));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Collect(output, seen);

        Assert.NotEmpty(markers);
        Assert.Equal([], markers.Where(marker => !seen.Contains(marker)));
    }

    [Fact]
    public void Create_OfANestedObject_KeepsItsClassAndItsValues()
    {
        var device = (Device)Read(typeof(Device), """{"user":{"email":"ada@example.com","name":"Ada","shoe_size":38,"name_raw":"x"}}""");

        PSObjectFactory.Create(device);

        Assert.Equal("ada@example.com", device.User!.Email);
        Assert.IsType<DeviceUser>(device.User, exactMatch: false);
        Assert.Equal(typeof(DeviceUser).FullName, PSObject.AsPSObject(device.User).TypeNames[0]);
        Assert.Equal(38, PSObject.AsPSObject(device.User).Properties["ShoeSize"].Value);
        Assert.Equal(DeviceUser.Parse("ADA@example.com"), device.User);
        Assert.Equal(["shoe_size", "name_raw"], device.User.GetUnknownFields().Keys);
    }

    [Fact]
    public void UnknownField_WhoseWholeTextIsATime_IsATime()
    {
        var device = (Device)Read(typeof(Device), """
            {"seen_by_radar":"2025-10-09T19:15:04.529972Z","note":"2025-10-09T19:15:04Z was the day","day":"2025-10-09",
             "user":{"id":"1","left_at":"2025-10-09T19:15:04Z"}}
            """);

        PSObject output = PSObject.AsPSObject(PSObjectFactory.Create(device));

        var seen = (DateTime)output.Properties["SeenByRadar"].Value;
        Assert.Equal(new DateTime(2025, 10, 9, 19, 15, 4, DateTimeKind.Utc), seen.ToUniversalTime(), TimeSpan.FromSeconds(1));
        Assert.Equal(DateTimeKind.Local, seen.Kind);
        Assert.IsType<string>(output.Properties["Note"].Value);
        Assert.IsType<string>(output.Properties["Day"].Value);
        Assert.IsType<DateTime>(PSObject.AsPSObject(device.User).Properties["LeftAt"].Value);
    }

    // An object with a field that no class knows, and values that no property takes, in everything it holds.
    private static string Sample(Type type, List<string> markers, int depth)
    {
        var members = new List<string> { $"\"not_known_here\":\"{Marker(markers)}\"" };
        foreach (PropertyInfo property in type.GetProperties()
            .Where(p => p.CanWrite && p.GetCustomAttribute<NotFromApiAttribute>() is null))
        {
            string field = property.GetCustomAttribute<ApiNameAttribute>()?.Name ?? ApiName.ToSnakeCase(property.Name);
            Type kind = property.PropertyType;
            if (kind == typeof(DateTime?))
                members.Add($"\"{field}\":\"{Marker(markers)}\"");
            else if (typeof(KandjiObject).IsAssignableFrom(kind) && depth < 4)
                members.Add($"\"{field}\":{Sample(kind, markers, depth + 1)}");
            else if (kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(ObjectList<>) && depth < 4)
            {
                Type item = kind.GetGenericArguments()[0];
                members.Add($"\"{field}\":[{Sample(item, markers, depth + 1)},{Sample(item, markers, depth + 1)}]");
            }
        }
        return "{" + string.Join(",", members) + "}";
    }

    private static string Marker(List<string> markers)
    {
        markers.Add("marker " + markers.Count);
        return markers[^1];
    }

    // As ConvertTo-Json does.
    private static void Collect(object? value, HashSet<string> seen)
    {
        if (value is PSObject wrapped)
        {
            foreach (PSNoteProperty note in wrapped.Properties.OfType<PSNoteProperty>())
                Collect(note.Value, seen);
            value = wrapped.BaseObject;
        }
        if (value is string text)
            seen.Add(text);
        else if (value is IEnumerable items)
            items.Cast<object?>().ToList().ForEach(item => Collect(item, seen));
        else if (value is KandjiObject)
            value.GetType().GetProperties().ToList().ForEach(property => Collect(property.GetValue(value), seen));
    }

    private static KandjiObject Read(Type type, string json) =>
        (KandjiObject)typeof(NestedFieldTests).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [json])!;

    private static T ReadAs<T>(string json)
        where T : KandjiObject, new()
    {
        var reader = new JsonTokenReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return ModelReader<T>.Read(ref reader, new StringPool());
    }
}
