using System.Reflection;
using System.Text;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Json;
using Kandji.Client.Library;
using Kandji.Client.Model;

namespace Kandji.Client.Tests.Json;

/// <summary>Every object has a text of its own, which says something and no secret.</summary>
public sealed class ObjectTextTests
{
    public static TheoryData<string> Models { get; } =
        [.. typeof(KandjiClient).Assembly.GetTypes().Where(type => typeof(KandjiObject).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void ToString_OfEveryModel_IsNeverTheNameOfAClass(string name)
    {
        Type type = typeof(KandjiClient).Assembly.GetType(name)!;
        var empty = (KandjiObject)Activator.CreateInstance(type)!;
        var filled = (KandjiObject)Activator.CreateInstance(type)!;
        Fill(filled, depth: 0);

        Assert.DoesNotContain("Kandji.", empty.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kandji.", filled.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", filled.ToString(), StringComparison.Ordinal);
        Assert.NotEqual("", filled.ToString());
    }

    [Fact]
    public void ToString_OfASectionOfADetail_NamesItsValues()
    {
        var section = Read<DeviceFileVault>(
            """{"filevault_enabled":true,"filevault_recoverykey_type":"Personal","filevault_prk_escrowed":null}""");
        var accounts = Read<DeviceAccounts>("""{"regular_users":[{"username":"ada"},{"username":"bob"}],"system_users":[]}""");

        Assert.Equal("FileVaultEnabled=True; FileVaultRecoveryKeyType=Personal", section.ToString());
        Assert.Equal("RegularUsers=ada, bob", accounts.ToString());
    }

    [Fact]
    public void ToString_OfALongList_IsItsLength()
    {
        string users = string.Join(",", Enumerable.Range(0, 6).Select(i => $$"""{"username":"u{{i}}"}"""));

        Assert.Equal("RegularUsers=6 items", Read<DeviceAccounts>($$"""{"regular_users":[{{users}}]}""").ToString());
    }

    [Fact]
    public void ToString_OfWhatHoldsSecrets_SaysNone()
    {
        var secret = new DeviceSecret
        {
            DeviceName = "Front Desk",
            SerialNumber = "C02",
            FileVaultKey = "hidden",
            UserBypassCode = "hidden",
            DeviceBypassCode = "hidden",
            UnlockPin = "hidden",
            RecoveryPassword = "hidden",
        };

        Assert.Equal("Front Desk (C02)", secret.ToString());
        Assert.Equal("a PIN", new DeviceActionResponse { Pin = "hidden" }.ToString());
        Assert.DoesNotContain("hidden", new LibraryUpload { Name = "App", PostUrl = "https://hidden", FileKey = "hidden" }.ToString());
    }

    [Fact]
    public void ToString_WithControlCharacters_LeavesNone() =>
        Assert.DoesNotContain('\u001b', Read<DeviceNetwork>("""{"local_hostname":"a\u001b[31m"}""").ToString());

    private static void Fill(KandjiObject model, int depth)
    {
        foreach (PropertyInfo property in model.GetType().GetProperties().Where(property => property.CanWrite))
            property.SetValue(model, Value(property.PropertyType, depth));
    }

    private static object? Value(Type type, int depth)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain == typeof(object))
            return "text";
        if (plain == typeof(TextList))
            return new TextList(["one", "two"]);
        if (plain.IsValueType)
            return Activator.CreateInstance(plain);
        if (depth > 3)
            return null;
        if (typeof(KandjiObject).IsAssignableFrom(plain))
        {
            var nested = (KandjiObject)Activator.CreateInstance(plain)!;
            Fill(nested, depth + 1);
            return nested;
        }
        Type item = plain.GetGenericArguments()[0];
        Array items = Array.CreateInstance(item, 2);
        items.SetValue(Value(item, depth), 0);
        items.SetValue(Value(item, depth), 1);
        return Activator.CreateInstance(plain, items);
    }

    private static T Read<T>(string json)
        where T : KandjiObject, new()
    {
        var reader = new JsonTokenReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return ModelReader<T>.Read(ref reader, new StringPool());
    }
}
