using System.Collections;
using System.Diagnostics;
using System.Reflection;
using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>
/// Code is not a value, a set is several values, and the id of something else is not an id: for every parameter of every command.
/// </summary>
public sealed class ArgumentValueTests : CommandTests
{
    // Of these, PowerShell itself or the command says what a script block means.
    private static readonly Type[] NotText =
        [typeof(SwitchParameter), typeof(bool), typeof(bool?), typeof(object), typeof(object[]), typeof(IDictionary), typeof(Hashtable)];

    /// <summary>The parameters that PowerShell does not evaluate a script block for.</summary>
    public static IEnumerable<TheoryDataRow<string>> TextParameters { get; } = Rows(
        property => !NotText.Contains(property.PropertyType) && !TakesPipelineInput(property));

    /// <summary>The parameters that take several values.</summary>
    public static IEnumerable<TheoryDataRow<string>> ListParameters { get; } = Rows(property => property.PropertyType.IsArray
        // Text means a session that is open.
        && property.PropertyType != typeof(KandjiSession[])
        && Attributes(property).Any(attribute => attribute is not CommandOrResultAttribute));

    [Theory]
    [MemberData(nameof(TextParameters))]
    public void Parameter_GivenAScriptBlock_RefusesIt(string name)
    {
        // Text that every enumeration, number, address and date could be made of, if it were taken for text.
        foreach (string code in (string[])["1", "Lock", "Mac", "2024-01-01", "https://example.com", "$_.site", ""])
            Assert.False(IsTaken(Parameter(name), ScriptBlock.Create(code), out object? value), $"-{name} took {{{code}}} as '{value}'");
    }

    [Theory]
    [MemberData(nameof(ListParameters))]
    public void ListParameter_GivenAnyCollection_TakesItsItems(string name)
    {
        PropertyInfo parameter = Parameter(name);
        Type element = parameter.PropertyType.GetElementType()!;
        string[] values = element.IsEnum ? Enum.GetNames(element).Take(2).ToArray() : ["b1000000-0000-4000-8000-000000000001", "q2"];

        Assert.All(Collections(values), collection =>
        {
            Assert.True(IsTaken(parameter, collection, out object? taken), $"-{name} refused {collection.GetType().Name}");
            Assert.Equal(2, ((Array)taken!).Length);
        });
    }

    [Fact]
    public void Parameters_OfText_TakeNoHashtableAndNoRow() =>
        Assert.Empty(
            from property in Parameters()
            where property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])
            from value in (object[])[new Hashtable { ["a"] = "b" }, PSObject.AsPSObject(NewRow("a", "b"))]
            where Attributes(property).Any(attribute => attribute is TextTransformationAttribute) && IsTaken(property, value, out _)
            select GetName(property));

    [Fact]
    public void Parameters_OfText_AllHaveATransformation() =>
        Assert.Empty(
            from property in Parameters()
            where property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])
            where !Attributes(property).Any()
            select GetName(property));

    [Fact]
    public void AssetTag_GivenAScriptBlock_IsRefusedAndNothingIsSent()
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Set-KandjiDevice -AssetTag {{ $_.site }}");

        Assert.Contains("script block", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("ForEach-Object", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("Invoke-KandjiDeviceAction -Action Lock -Force -Message { $_.text }")]
    [InlineData("Set-KandjiDevice -Blueprint { }")]
    [InlineData("Set-KandjiDevice -User { }")]
    [InlineData("Set-KandjiDevice -AddTag { $_.tag }")]
    public void Change_GivenAScriptBlock_IsRefusedAndNothingIsSent(string command)
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | {command}");

        Assert.Contains("script block", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Theory]
    [InlineData("[System.Collections.Generic.HashSet[string]]@('q1', 'q2')")]
    [InlineData("[System.Collections.Generic.Queue[string]]@('q1', 'q2')")]
    [InlineData("@{ q1 = 1; q2 = 2 }.Keys")]
    [InlineData("(,([System.Collections.Generic.HashSet[string]]@('q1', 'q2')))")]
    public void Tags_OfASet_AreSetOneByOne(string tags)
    {
        Device device = Assert.Single(
            Shell.Run($"$tags = {tags}; Set-KandjiDevice {KnownFleet.MacSerial} -Tag $tags").Succeeded().As<Device>());

        Assert.Equal(["q1", "q2"], device.Tags!.Order());
    }

    [Theory]
    [InlineData("Get-KandjiBlueprint")]
    [InlineData("Get-KandjiTag")]
    [InlineData("Get-KandjiUser")]
    [InlineData("Get-KandjiAdeDevice")]
    [InlineData("Get-KandjiAdeIntegration")]
    [InlineData("Get-KandjiCustomApp")]
    [InlineData("Get-KandjiDevice")]
    [InlineData("Remove-KandjiTag -Force")]
    [InlineData("Remove-KandjiBlueprint -Force")]
    public void Command_GivenAnObjectOfSomethingElse_DoesNotTakeItsIdOrName(string command)
    {
        object[] foreign =
            [Process.GetCurrentProcess(), new FileInfo("a"), ScriptBlock.Create("1"), Task.CompletedTask, new Uri("https://example.com")];
        foreach (object item in foreign)
        {
            InvocationResult result = Shell.Run($"$input | {command}", item);

            Assert.Empty(result.Output);
            Assert.NotNull(result.Terminating ?? result.Errors.FirstOrDefault());
        }
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    // The engine's way with an argument: the attributes one after the other, then the conversion to the parameter's type.
    private static bool IsTaken(PropertyInfo parameter, object argument, out object? value)
    {
        value = argument;
        try
        {
            foreach (ArgumentTransformationAttribute attribute in Attributes(parameter))
                value = attribute.Transform(null, value);
        }
        catch (Exception e) when (e is MetadataException or PSInvalidCastException)
        {
            return false;
        }
        return LanguagePrimitives.TryConvertTo(value, parameter.PropertyType, out value);
    }

    private static IEnumerable<object> Collections(string[] values) =>
    [
        values, new List<string>(values), new ArrayList(values), new HashSet<string>(values), new Queue<string>(values), new Queue(values),
        new Stack<string>(values), new SortedSet<string>(values), values.ToDictionary(value => value).Keys,
        new Hashtable(values.ToDictionary(value => value)).Keys, values.Select(value => value),
        PSObject.AsPSObject(new HashSet<string>(values)),
        new object[] { new HashSet<string>(values) },
    ];

    private static object NewRow(string column, object value)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(column, value));
        return row;
    }

    private static IEnumerable<ArgumentTransformationAttribute> Attributes(PropertyInfo property) =>
        property.GetCustomAttributes<ArgumentTransformationAttribute>();

    private static bool TakesPipelineInput(PropertyInfo property) =>
        property.GetCustomAttributes<ParameterAttribute>().Any(
            parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName);

    private static IEnumerable<PropertyInfo> Parameters() =>
        from type in typeof(CmdletOperations).Assembly.GetTypes()
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.IsDefined(typeof(ParameterAttribute))
        select property;

    private static IEnumerable<TheoryDataRow<string>> Rows(Func<PropertyInfo, bool> condition) =>
        Parameters().Where(condition).Select(property => new TheoryDataRow<string>(GetName(property))).ToList();

    private static PropertyInfo Parameter(string name) => Parameters().Single(property => GetName(property) == name);

    private static string GetName(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
