using System.Collections.Concurrent;
using System.Reflection;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// The objects that the parameters of a command are bound to: those that the command acts on, and the others that it uses.
/// </summary>
internal sealed class BoundObjects
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo[] Targets, PropertyInfo[] Others)> ByType = new();

    private BoundObjects(PropertyInfo? target, object[] targets, object[] others)
    {
        Target = target;
        Targets = targets;
        Others = others;
    }

    /// <summary>The parameter of what the command acts on; null when none is bound.</summary>
    public PropertyInfo? Target { get; }

    /// <summary>The objects that the command acts on: references, objects or text.</summary>
    public object[] Targets { get; }

    /// <summary>
    /// The other objects that the command uses, such as the blueprint to move devices to, and text that may have been made of an object.
    /// </summary>
    public object[] Others { get; }

    /// <summary>The objects that are bound now.</summary>
    public static BoundObjects From(KandjiCmdlet cmdlet)
    {
        (PropertyInfo[] targets, PropertyInfo[] others) = ByType.GetOrAdd(cmdlet.GetType(), Find);
        PropertyInfo? target = Array.Find(targets, parameter => Values(cmdlet, parameter).Length > 0);
        return new BoundObjects(
            target,
            target is null ? [] : Values(cmdlet, target),
            others.Concat(targets.Where(parameter => parameter != target)).SelectMany(parameter => Values(cmdlet, parameter)).ToArray());
    }

    /// <summary>The input of the pipeline, text and objects to copy too; empty where there is no pipeline.</summary>
    public static object[] FromPipeline(KandjiCmdlet cmdlet) => !cmdlet.MyInvocation.ExpectingInput ? [] :
        cmdlet.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true)
                && Attributes(property).Any(parameter => parameter.ValueFromPipeline))
            .Select(property => Values(cmdlet, property)).FirstOrDefault(values => values.Length > 0) ?? [];

    /// <summary>Some of the targets, as a value of the parameter.</summary>
    public object Value(IReadOnlyList<object> targets)
    {
        Type type = Target!.PropertyType;
        if (!type.IsArray)
            return targets[0];
        Array typed = Array.CreateInstance(type.GetElementType()!, targets.Count);
        for (int i = 0; i < targets.Count; i++)
            typed.SetValue(targets[i], i);
        return typed;
    }

    private static object[] Values(KandjiCmdlet cmdlet, PropertyInfo parameter) =>
        cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter.Name) && parameter.GetValue(cmdlet) is { } value
            ? (value is Array items ? items.Cast<object>() : [value]).Where(item => item is not null).ToArray()
            : [];

    // The parameters that take pipeline input hold the objects that a command acts on.
    private static (PropertyInfo[] Targets, PropertyInfo[] Others) Find(Type type)
    {
        PropertyInfo[] parameters = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true)
                && !property.IsDefined(typeof(AnyTenantAttribute), inherit: true))
            .ToArray();
        PropertyInfo[] objects = Array.FindAll(parameters, HoldsObjects);
        bool changes = type.GetCustomAttribute<CmdletAttribute>()?.SupportsShouldProcess == true;
        ILookup<bool, PropertyInfo> byUse =
            objects.ToLookup(property => Attributes(property).Any(parameter => parameter.ValueFromPipeline));
        return (byUse[true].ToArray(), [.. byUse[false], .. parameters.Where(property => NamesObjects(property, changes))]);
    }

    private static bool HoldsObjects(PropertyInfo property)
    {
        Type type = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
        return typeof(ObjectReference).IsAssignableFrom(type) || typeof(KandjiObject).IsAssignableFrom(type)
            || typeof(IOriginated).IsAssignableFrom(type) || (type == typeof(object) && property.PropertyType.IsArray);
    }

    // Text that something of the tenant is looked up by: whatever a command that reads is given, and what is completed with the tenant's
    // values. An object that is given there stands for its text, and is of its tenant all the same. Any other text of a change is new.
    private static bool NamesObjects(PropertyInfo property, bool changes) =>
        property.PropertyType is var type && (type == typeof(string) || type == typeof(string[]))
            && property.IsDefined(typeof(TextTransformationAttribute), inherit: true)
            && (!changes || property.IsDefined(typeof(ArgumentCompleterAttribute), inherit: true));

    private static IEnumerable<ParameterAttribute> Attributes(PropertyInfo property) =>
        property.GetCustomAttributes(typeof(ParameterAttribute), inherit: true).Cast<ParameterAttribute>();
}
