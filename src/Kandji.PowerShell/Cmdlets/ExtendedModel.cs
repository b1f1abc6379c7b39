using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// Gives an object that another object holds real properties for the fields that its class does not know. A note property would be lost:
/// ConvertTo-Json reads the properties of .NET of whatever lies deeper than the object it is given, and these alone. The class of the copy
/// derives from the model's, has its name, and is made once for each set of fields.
/// </summary>
internal static class ExtendedModel
{
    private static readonly ConcurrentDictionary<string, Lazy<Type>> Types = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> State = new();

    /// <summary>Indicates whether an object is such a copy.</summary>
    public static bool Is(KandjiObject model) => model.GetType().Assembly.IsDynamic;

    /// <summary>Copies an object and adds properties to it.</summary>
    /// <param name="model">The object, whose class is not sealed.</param>
    /// <param name="added">The names of the properties, of which none is taken, and their values.</param>
    /// <returns>The copy.</returns>
    public static KandjiObject Create(KandjiObject model, IReadOnlyList<KeyValuePair<string, object?>> added)
    {
        Type known = model.GetType();
        string key = known.FullName + "\0" + string.Join("\0", added.Select(property => property.Key));
        Type type = Types.GetOrAdd(key, _ => new Lazy<Type>(() => Derive(known, added.Select(property => property.Key)))).Value;
        var copy = (KandjiObject)Activator.CreateInstance(type)!;
        foreach (FieldInfo field in State.GetOrAdd(known, FindState))
            field.SetValue(copy, field.GetValue(model));
        foreach (KeyValuePair<string, object?> property in added)
            type.GetField(FieldName(property.Key), BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(copy, property.Value);
        return copy;
    }

    private static Type Derive(Type known, IEnumerable<string> names)
    {
        var assembly =
            AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Kandji.ExtendedModels"), AssemblyBuilderAccess.RunAndCollect);
        TypeBuilder type = assembly.DefineDynamicModule("Kandji.ExtendedModels")
            .DefineType(known.FullName!, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, known);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        foreach (string name in names)
        {
            FieldBuilder field = type.DefineField(FieldName(name), typeof(object), FieldAttributes.Assembly);
            MethodBuilder getter = type.DefineMethod(
                "get_" + name, MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig, typeof(object),
                Type.EmptyTypes);
            ILGenerator body = getter.GetILGenerator();
            body.Emit(OpCodes.Ldarg_0);
            body.Emit(OpCodes.Ldfld, field);
            body.Emit(OpCodes.Ret);
            type.DefineProperty(name, PropertyAttributes.None, typeof(object), null).SetGetMethod(getter);
        }
        return type.CreateTypeInfo()!.AsType();
    }

    private static string FieldName(string property) => "<" + property + ">";

    private static FieldInfo[] FindState(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
            fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        return fields.ToArray();
    }
}
