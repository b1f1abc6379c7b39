using System.Reflection;
using System.Text.RegularExpressions;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Prism;
using Kandji.PowerShell.Devices.Actions;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Prism;
using Kandji.PowerShell.Tests.Help;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Every entry of the tables of operations (actions, categories of Prism, kinds of secrets) has everything that is derived from it.
/// </summary>
public sealed class OperationTableTests
{
    public static TheoryData<DeviceAction> Actions => [.. Enum.GetValues<DeviceAction>()];

    public static TheoryData<Type> Tables => [.. typeof(ApiOperation).Assembly.GetTypes().Where(OperationTable.IsTable)];

    [Fact]
    public void Tables_AreThoseThatParametersChooseFrom() =>
        Assert.Equal(
            Tables.Select(table => table.Data.Name).Order(StringComparer.Ordinal),
            ByValue().Select(parameter => GetElementType(parameter.Property).Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_HasOneOperationForEachValue(Type enumeration)
    {
        OperationTable table = OperationTable.For(enumeration);
        ApiOperation[] operations = table.Values.Select(value => table[value].Operation).ToArray();

        Assert.Equal(Enum.GetValues(enumeration).Length, operations.Select(operation => operation.ToString()).Distinct().Count());
        Assert.All(operations, operation => Assert.Contains(operation, OperationCatalog.All));
        Assert.Equal(operations, table.Values.Select(value => OperationTable.For(enumeration)[value].Operation));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Table_WithAValueThatIsNotThere_SaysSo(Type enumeration) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationTable.For(enumeration)[(Enum)Enum.ToObject(enumeration, 10_000)]);

    [Fact]
    public void For_AnEnumerationWithoutOperations_SaysWhichValueLacksOne()
    {
        var error = Assert.Throws<InvalidOperationException>(() => OperationTable.For(typeof(DayOfWeek)));

        Assert.Contains("Sunday of DayOfWeek", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cmdlets_UseTheOperationOfEachValue()
    {
        foreach ((Type cmdlet, PropertyInfo parameter) in ByValue())
        {
            OperationTable table = OperationTable.For(GetElementType(parameter));
            Assert.Equal(
                table.Values.Select(value => (table[value].Operation, value.ToString()))
                    .OrderBy(pair => pair.Item2, StringComparer.Ordinal),
                CmdletOperations.For(cmdlet).Where(o => o.Value is not null).Select(o => (o.Operation, o.Value!))
                    .OrderBy(pair => pair.Item2, StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Action_HasParametersIfItsRequestHasABody(DeviceAction action)
    {
        DeviceActionAttribute entry = DeviceActionAttribute.For(action);

        Assert.Subset(entry.Body.ToHashSet(), entry.Required.ToHashSet());
        Assert.Equal(entry.Body.Length > 0, DeviceActionParameters.Create(action) is not null);
        if (entry.Required.Length > 0)
            Assert.Contains(entry.Required[0], Assert.Throws<ArgumentException>(() => DeviceActionRequest.Create(action)).Message,
                StringComparison.Ordinal);
        else
            Assert.Equal(action, DeviceActionRequest.Create(action).Action);
    }

    [Fact]
    public void Parameters_BelongToAnActionEach() =>
        Assert.Equal(
            typeof(DeviceActionParameters).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(DeviceActionParameters)) && !type.IsAbstract)
                .Select(type => type.Name).Order(StringComparer.Ordinal),
            Enum.GetValues<DeviceAction>().Select(DeviceActionParameters.Create).OfType<DeviceActionParameters>()
                .Select(p => p.GetType().Name).Order(StringComparer.Ordinal));

    // The list is written out: what asks before it is sent does not change by accident.
    [Fact]
    public void DestructiveActions_AreThoseThatTheHelpNames()
    {
        DeviceAction[] destructive = Enum.GetValues<DeviceAction>().Where(action => DeviceActionAttribute.For(action).Destructive)
            .ToArray();
        string description =
            string.Join(" ", Commands.All.Single(command => command.Name == "Invoke-KandjiDeviceAction").Description.Select(p => p.Plain));
        string named = Regex.Match(description, @"erase, lock out or delete \(([^)]*)\)").Groups[1].Value;

        Assert.Equal(
            [
                DeviceAction.Lock, DeviceAction.Erase, DeviceAction.ClearPasscode, DeviceAction.ResetWorkProfilePasscode,
                DeviceAction.DeleteUser,
                DeviceAction.EnableLostMode,
            ],
            destructive);
        Assert.Equal(destructive.Select(action => action.ToString()).Order(StringComparer.Ordinal), named.Split(", ")
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_KnowsTheActionOfAnOperation()
    {
        Assert.Same(DeviceActionAttribute.For(DeviceAction.Erase),
            DeviceActionAttribute.Find(DeviceActionAttribute.For(DeviceAction.Erase).Operation));
        Assert.Null(DeviceActionAttribute.Find(DeviceOperations.Delete));
    }

    [Fact]
    public void GetKandjiPrism_DeclaresTheRowsOfEveryCategory() =>
        Assert.Equal(
            Enum.GetValues<PrismCategory>().Select(PrismOperations.GetRowType).Select(type => type.Name).Order(StringComparer.Ordinal),
            typeof(GetKandjiPrism).GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(type => type.Type.Name)
                .Order(StringComparer.Ordinal));

    private static IEnumerable<(Type Cmdlet, PropertyInfo Property)> ByValue() =>
        from cmdlet in CmdletOperations.AllCmdlets()
        from property in cmdlet.Type.GetProperties()
        where property.IsDefined(typeof(OperationByValueAttribute))
        select (cmdlet.Type, property);

    private static Type GetElementType(PropertyInfo property) => property.PropertyType.GetElementType() ?? property.PropertyType;
}
