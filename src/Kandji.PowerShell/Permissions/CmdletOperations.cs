using System.Collections.Concurrent;
using System.Reflection;
using Kandji.Automation.Plans;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Prism;

namespace Kandji.PowerShell.Permissions;

/// <summary>Reads which operations a cmdlet calls from its attributes.</summary>
internal static class CmdletOperations
{
    // The parameter of the commands whose changes can be planned.
    private const string AsPlan = "AsPlan";
    private const string NotPlannable = "NotPlannable";

    private static readonly ConcurrentDictionary<Type, bool> Changing = new();

    /// <summary>The operations of a cmdlet, those that it always needs first, each once.</summary>
    public static IReadOnlyList<CmdletOperation> For(Type cmdlet)
    {
        var operations = new List<CmdletOperation>();
        foreach (KandjiOperationAttribute attribute in cmdlet.GetCustomAttributes<KandjiOperationAttribute>())
            operations.AddRange(attribute.Operations.Select(operation => new CmdletOperation(operation, null, null, attribute.When)));
        foreach (ReadsPrismAttribute attribute in cmdlet.GetCustomAttributes<ReadsPrismAttribute>())
        {
            operations.AddRange(attribute.Categories.Select(
                category => new CmdletOperation(PrismCategoryAttribute.For(category).Operation, null, null, attribute.When)));
        }
        if (cmdlet.GetCustomAttribute<SendsActionAttribute>() is { } sent)
            operations.Add(new CmdletOperation(DeviceActionAttribute.For(sent.Action).Operation, null, null, null));
        foreach (PropertyInfo parameter in Parameters(cmdlet))
        {
            var own = parameter.GetCustomAttributes<KandjiOperationAttribute>().ToList();
            foreach (KandjiOperationAttribute attribute in own)
                operations.AddRange(
                    attribute.Operations.Select(operation => new CmdletOperation(operation, parameter.Name, null, attribute.When)));
            Type type = ElementType(parameter.PropertyType);
            if (parameter.IsDefined(typeof(OperationByValueAttribute)))
            {
                OperationTable table = OperationTable.For(type);
                operations.AddRange(
                    table.Values.Select(value => new CmdletOperation(table[value].Operation, parameter.Name, value.ToString(), null)));
            }
            // The attributes of a parameter replace those of its type.
            if (own.Count > 0)
                continue;
            foreach (KandjiOperationAttribute attribute in type.GetCustomAttributes<KandjiOperationAttribute>())
                operations.AddRange(
                    attribute.Operations.Select(operation => new CmdletOperation(operation, parameter.Name, null, attribute.When)));
        }
        if (IsPlannable(cmdlet))
            operations.AddRange(ReadsOfPlanning(operations));
        // Operations that are always needed are not repeated for a parameter. Both -Device and -From may have to find a device.
        var always = new HashSet<ApiOperation>(operations.Where(o => o.Parameter is null && o.When is null).Select(o => o.Operation));
        return operations
            .Where(o => (o.Parameter is null && o.When is null) || !always.Contains(o.Operation))
            .GroupBy(o => (o.Operation, o.Condition)).Select(group => group.First())
            .OrderBy(o => o.Parameter is not null || o.When is not null)
            .ToList();
    }

    /// <summary>
    /// Indicates whether a cmdlet changes something in the tenant. Those that ask before they write a file do not, nor does one whose
    /// caller chooses the operation: it looks by itself.
    /// </summary>
    public static bool MayChange(Type cmdlet) => Changing.GetOrAdd(cmdlet, static type =>
        type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess && For(type).Any(operation => operation.Operation.MayChange));

    /// <summary>The cmdlets of this module, by name.</summary>
    public static IEnumerable<(string Name, Type Type)> AllCmdlets() =>
        from type in typeof(CmdletOperations).Assembly.GetTypes()
        where !type.IsAbstract
        where type.IsDefined(typeof(CmdletAttribute), inherit: false)
        let name = GetName(type)
        orderby name
        select (name, type);

    /// <summary>The name of a cmdlet.</summary>
    public static string GetName(Type type) =>
        type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet ? cmdlet.VerbName + "-" + cmdlet.NounName : type.Name;

    // A cmdlet whose changes cannot be planned says why, and reads nothing before.
    private static bool IsPlannable(Type cmdlet)
    {
        MethodInfo? reason = cmdlet.GetProperty(NotPlannable, BindingFlags.NonPublic | BindingFlags.Instance)?.GetMethod;
        return cmdlet.GetProperty(AsPlan) is not null && reason?.GetBaseDefinition() is { } inherited
            && inherited.DeclaringType == reason.DeclaringType;
    }

    private static List<CmdletOperation> ReadsOfPlanning(IEnumerable<CmdletOperation> operations) => operations
        .SelectMany(used => PlanOperation.Find(used.Operation)?.Reads ?? [])
        .Distinct()
        .Select(read => new CmdletOperation(read, AsPlan, null, null))
        .ToList();

    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true));

    private static Type ElementType(Type type)
    {
        type = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
