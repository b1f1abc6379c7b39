using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Help;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>
/// Lists the public surface of the imported module, one line a thing: commands, parameters, the types that commands write with their
/// properties, the values of enumerations, and error ids. Namespaces are left out: scripts do not depend on them.
/// </summary>
internal static class ModuleSurface
{
    private static readonly Assembly[] Ours = [typeof(KandjiSession).Assembly, typeof(KandjiClient).Assembly,
        typeof(Automation.Configuration.ConfigurationKind).Assembly];

    public static IReadOnlyList<string> Read(PowerShellSession shell)
    {
        List<CommandInfo> commands = shell.Run("Get-Command -Module Kandji -All").Succeeded().As<CommandInfo>();
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        var types = new HashSet<Type>();
        foreach (CommandInfo command in commands)
        {
            lines.Add($"command {command.Name} ({command.CommandType})");
            if (command is not CmdletInfo cmdlet)
                continue;
            foreach (IGrouping<string, (CommandParameterInfo Parameter, string Set)> parameter in Parameters(cmdlet))
            {
                lines.Add(ParameterLine(cmdlet.Name, parameter.ToList()));
                AddTypes(parameter.First().Parameter.ParameterType, types, withProperties: false);
            }
            foreach (DynamicParameter parameter in DynamicParameters.Find(cmdlet.ImplementingType))
            {
                lines.Add(DynamicParameterLine(cmdlet.Name, parameter));
                AddTypes(parameter.Property.PropertyType, types, withProperties: false);
            }
            foreach (PSTypeName output in cmdlet.OutputType)
            {
                lines.Add($"output {cmdlet.Name}: {(output.Type is null ? output.Name : Name(output.Type))}");
                if (output.Type is not null)
                    AddTypes(output.Type, types, withProperties: true);
            }
        }
        foreach (Type type in types)
            lines.UnionWith(MemberLines(type));
        lines.UnionWith(ExtendedMemberLines());
        lines.UnionWith(ErrorIds().Select(id => "error " + id));
        return lines.ToList();
    }

    /// <summary>
    /// The error ids: every string in the code of the assemblies that is one, read from their metadata, and one for each kind of API
    /// failure. Arguments of attributes, as the nouns of commands are, are no code.
    /// </summary>
    public static IEnumerable<string> ErrorIds() =>
        Ours.SelectMany(assembly => StringsInCode(assembly.Location))
            .Where(text => Regex.IsMatch(text, @"^Kandji[A-Z]\w*$"))
            .Except([nameof(KandjiClient), nameof(KandjiSession)])
            .Concat(Enum.GetNames<KandjiErrorKind>().Select(kind => "Kandji" + kind));

    private static IEnumerable<string> StringsInCode(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            yield return metadata.GetUserString(handle);
    }

    private static IEnumerable<IGrouping<string, (CommandParameterInfo Parameter, string Set)>> Parameters(CmdletInfo cmdlet) =>
        cmdlet.ParameterSets
            .SelectMany(set => set.Parameters, (set, parameter) => (Parameter: parameter, Set: set.Name))
            .Where(item => !Cmdlet.CommonParameters.Contains(item.Parameter.Name))
            .GroupBy(item => item.Parameter.Name);

    private static string ParameterLine(string command, IReadOnlyList<(CommandParameterInfo Parameter, string Set)> sets)
    {
        CommandParameterInfo first = sets[0].Parameter;
        IEnumerable<string> traits = Traits(first.Aliases, first.Attributes)
            .Concat(sets.Select(item => $"{item.Set}({Binding(item.Parameter)})").Order(StringComparer.Ordinal));
        return $"parameter {command} -{first.Name}: {Name(first.ParameterType)}; {string.Join("; ", traits)}";
    }

    private static string DynamicParameterLine(string command, DynamicParameter parameter)
    {
        IEnumerable<string> aliases = parameter.Property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? [];
        IEnumerable<string> traits = Traits(aliases, parameter.Property.GetCustomAttributes())
            .Append("with " + string.Join(", ", parameter.OnlyWith));
        return $"parameter {command} -{parameter.Property.Name}: {Name(parameter.Property.PropertyType)}; {string.Join("; ", traits)}";
    }

    private static IEnumerable<string> Traits(IEnumerable<string> aliases, IEnumerable<Attribute> attributes)
    {
        string[] sorted = [.. aliases.Order(StringComparer.Ordinal)];
        if (sorted.Length > 0)
            yield return "alias " + string.Join(", ", sorted);
        foreach (ValidateSetAttribute set in attributes.OfType<ValidateSetAttribute>())
            yield return "one of " + string.Join(", ", set.ValidValues);
    }

    private static string Binding(CommandParameterInfo parameter)
    {
        var parts = new List<string>();
        if (parameter.Position >= 0)
            parts.Add("position " + parameter.Position);
        if (parameter.IsMandatory)
            parts.Add("mandatory");
        if (parameter.ValueFromPipeline)
            parts.Add("pipeline");
        if (parameter.ValueFromPipelineByPropertyName)
            parts.Add("property name");
        if (parameter.ValueFromRemainingArguments)
            parts.Add("remaining arguments");
        return string.Join(", ", parts);
    }

    private static void AddTypes(Type type, HashSet<Type> types, bool withProperties)
    {
        Type plain = Plain(type);
        if (!Ours.Contains(plain.Assembly) || !(withProperties || plain.IsEnum) || !types.Add(plain))
            return;
        foreach (PropertyInfo property in Properties(plain))
            AddTypes(property.PropertyType, types, withProperties: true);
    }

    private static IEnumerable<string> MemberLines(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type).Select(value => $"value {Name(type)}.{value}")
            : Properties(type).Select(property => $"property {Name(type)}.{property.Name}: {Name(property.PropertyType)}");

    // The members that the types file of the module adds to its types.
    private static IEnumerable<string> ExtendedMemberLines() =>
        from file in Directory.EnumerateFiles(Path.GetDirectoryName(Repository.Manifest)!, "*.Types.ps1xml")
        from type in XDocument.Load(file).Descendants("Type")
        from member in type.Elements("Members").Elements()
        where member.Element("Name") is not null
        select $"property {type.Element("Name")!.Value.Split('.')[^1]}.{member.Element("Name")!.Value}: {member.Name.LocalName}";

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.IsEnum ? []
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetMethod is { IsPublic: true });

    private static Type Plain(Type type) =>
        type.IsArray ? Plain(type.GetElementType()!)
        : type.IsGenericType && type.GetGenericArguments() is [.., Type argument] ? Plain(argument)
        : type == typeof(TextList) ? typeof(string)
        : type;

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
