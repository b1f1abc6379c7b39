using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Automation.Configuration;
using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.Help;

/// <summary>Reads the help of the cmdlets from their attributes and their documentation comments.</summary>
internal sealed partial class CommandReader
{
    private readonly DocumentationComments _comments = new(typeof(CmdletOperations).Assembly, typeof(KandjiClient).Assembly,
        typeof(ConfigurationKind).Assembly);
    private readonly IReadOnlyList<(string Name, Type Type)> _cmdlets = CmdletOperations.AllCmdlets().ToList();

    /// <summary>The help of every cmdlet, by name.</summary>
    public IReadOnlyList<CommandHelp> ReadAll() => _cmdlets.Select(cmdlet => Read(cmdlet.Name, cmdlet.Type)).ToList();

    private CommandHelp Read(string name, Type type)
    {
        XElement? comment = _comments.Find(type);
        XElement? summary = comment?.Element("summary");
        IReadOnlyList<ExampleHelp> examples = comment?.Elements("example").Select(ReadExample).ToList() ?? [];
        var description = Paras(summary, "description");
        var command = new CmdletInfo(name, type);
        string verb = name[..name.IndexOf('-')];
        List<SyntaxHelp> syntax = command.ParameterSets
            .OrderByDescending(set => set.IsDefault)
            .Select(set => new SyntaxHelp(set.Name, set.IsDefault, set.Parameters
                .Where(parameter => !IsCommon(parameter.Name))
                .Select(parameter => ReadParameter(type, parameter, [set.Name]))
                .OrderBy(parameter => parameter.Position ?? int.MaxValue)
                .ThenByDescending(parameter => parameter.IsMandatory)
                .ThenBy(parameter => Last(parameter.Name))
                .ToList()))
            .ToList();
        List<ParameterHelp> parameters = syntax
            .SelectMany(set => set.Parameters)
            .GroupBy(parameter => parameter.Name)
            .Select(group => Merge(group.ToList(), syntax.Count))
            .Concat(DynamicParameters.Find(type).Select(parameter => ReadDynamic(parameter)))
            .OrderBy(parameter => parameter.Position ?? int.MaxValue)
            .ThenBy(parameter => Last(parameter.Name))
            .ThenBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToList();
        return new CommandHelp(type, verb, name[(verb.Length + 1)..])
        {
            Synopsis = Paras(summary, "synopsis"),
            Description = description,
            Syntax = syntax,
            Parameters = parameters,
            Inputs = ReadInputs(parameters),
            Outputs = ReadOutputs(type),
            NoOperation = type.GetCustomAttribute<NoFixedOperationAttribute>()?.Reason,
            Operations = CmdletOperations.For(type)
                .Select(o => new OperationHelp(o.Operation.ToString(), o.Operation.Section, o.Operation.Permission, o.Condition))
                .ToList(),
            Examples = examples,
            Related = Related(name, type, comment, examples),
        };
    }

    private ParameterHelp ReadParameter(Type cmdlet, CommandParameterInfo parameter, IReadOnlyList<string> sets)
    {
        PropertyInfo? property = cmdlet.GetProperty(parameter.Name);
        XElement? comment = property is null ? null : _comments.Find(property);
        bool isMandatory = parameter.IsMandatory || property?.IsDefined(typeof(RequiredArgumentAttribute)) == true;
        return new ParameterHelp(parameter.Name, parameter.ParameterType)
        {
            Description = property is null ? OwnWords(parameter.Name) : Paragraph.Read(comment?.Element("summary")),
            Aliases = parameter.Aliases.ToList(),
            AcceptedValues = Values(parameter.ParameterType, parameter.Attributes),
            Limits = Limits(parameter.Attributes),
            // A mandatory parameter has no default, whatever its property is initialized to.
            Default = property is null || isMandatory ? null : Default(cmdlet, property),
            IsMandatory = isMandatory,
            Position = parameter.Position >= 0 ? parameter.Position : null,
            FromPipeline = parameter.ValueFromPipeline,
            FromPropertyName = parameter.ValueFromPipelineByPropertyName,
            HasWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()
                || property?.IsDefined(typeof(SupportsWildcardsAttribute)) == true,
            TakesRest = parameter.ValueFromRemainingArguments,
            Sets = sets,
        };
    }

    private ParameterHelp ReadDynamic(DynamicParameter parameter)
    {
        PropertyInfo property = parameter.Property;
        var attributes = property.GetCustomAttributes().ToList();
        ParameterAttribute attribute = attributes.OfType<ParameterAttribute>().First();
        return new ParameterHelp(property.Name, property.PropertyType)
        {
            Description = Paragraph.Read(_comments.Find(property)?.Element("summary")),
            Aliases = attributes.OfType<AliasAttribute>().SelectMany(alias => alias.AliasNames).ToList(),
            AcceptedValues = Values(property.PropertyType, attributes),
            Limits = Limits(attributes),
            Default = null,
            IsMandatory = attribute.Mandatory,
            Position = attribute.Position >= 0 ? attribute.Position : null,
            FromPipeline = attribute.ValueFromPipeline,
            FromPropertyName = attribute.ValueFromPipelineByPropertyName,
            HasWildcards = attributes.OfType<SupportsWildcardsAttribute>().Any(),
            TakesRest = attribute.ValueFromRemainingArguments,
            Sets = [],
            OnlyWith = parameter.OnlyWith,
        };
    }

    // Where parameter sets differ, the set that requires most is described.
    private static ParameterHelp Merge(IReadOnlyList<ParameterHelp> same, int setCount)
    {
        ParameterHelp first = same[0];
        return first with
        {
            IsMandatory = same.All(p => p.IsMandatory) && same.Count > 0,
            Position = same.Select(p => p.Position).FirstOrDefault(p => p is not null),
            FromPipeline = same.Any(p => p.FromPipeline),
            FromPropertyName = same.Any(p => p.FromPropertyName),
            Sets = same.Count == setCount ? [] : same.SelectMany(p => p.Sets).ToList(),
        };
    }

    private List<AcceptedValue> Values(Type type, IEnumerable<Attribute> attributes)
    {
        if (attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
            return set.ValidValues.Select(value => new AcceptedValue(value, [])).ToList();
        Type plain = type.IsArray ? type.GetElementType()! : type;
        plain = Nullable.GetUnderlyingType(plain) ?? plain;
        if (!plain.IsEnum)
            return [];
        return Enum.GetNames(plain)
            .Select(name => new AcceptedValue(name, Paragraph.Read(_comments.FindValue(plain, name)?.Element("summary"))))
            .ToList();
    }

    private static string? Limits(IEnumerable<Attribute> attributes)
    {
        var limits = new List<string>();
        foreach (Attribute attribute in attributes)
        {
            switch (attribute)
            {
                case ValidateRangeAttribute { MinRange: { } least, MaxRange: { } most }:
                    bool open = most is int.MaxValue or long.MaxValue;
                    limits.Add(open ? $"at least {least}" : $"from {least} to {most}");
                    break;
                case ValidateLengthAttribute length:
                    limits.Add(
                        length.MinLength <= 1 ? $"at most {length.MaxLength} characters"
                            : $"{length.MinLength} to {length.MaxLength} characters");
                    break;
                case ValidateCountAttribute count:
                    limits.Add(count.MaxLength == 1 ? "one" : $"{count.MinLength} to {count.MaxLength} of them");
                    break;
            }
        }
        return limits.Count == 0 ? null : string.Join("; ", limits);
    }

    private static string? Default(Type cmdlet, PropertyInfo property)
    {
        if (property.PropertyType == typeof(SwitchParameter) || property.GetMethod is null)
            return null;
        object? value = property.GetValue(Activator.CreateInstance(cmdlet));
        return value switch
        {
            null or "" => null,
            Array { Length: 0 } => null,
            Array array => string.Join(", ", array.Cast<object>()),
            IEnumerable and not string => null,
            int or long or double or bool or Enum or string => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private List<InputHelp> ReadInputs(IReadOnlyList<ParameterHelp> parameters)
    {
        var inputs = new List<InputHelp>();
        foreach (ParameterHelp parameter in parameters.Where(p => p.FromPipeline))
        {
            Type type = parameter.Type.IsArray ? parameter.Type.GetElementType()! : parameter.Type;
            inputs.Add(new InputHelp(TypeNames.Format(type),
                [Paragraph.Create($"Goes to -{parameter.Name}."), .. Paragraph.Read(_comments.Find(type)?.Element("summary"))]));
        }
        var byName = parameters.Where(p => p.FromPropertyName).ToList();
        if (byName.Count > 0)
        {
            string names =
                string.Join("; ", byName.Select(p => p.Aliases.Count == 0 ? p.Name : $"{p.Name} (or {string.Join(", ", p.Aliases)})"));
            inputs.Add(new InputHelp("Any object", [Paragraph.Create("Properties of these names go to the parameters: " + names + ".")]));
        }
        return inputs;
    }

    private List<OutputHelp> ReadOutputs(Type cmdlet)
    {
        var outputs = new List<OutputHelp>();
        foreach (OutputTypeAttribute attribute in cmdlet.GetCustomAttributes<OutputTypeAttribute>())
        {
            foreach (PSTypeName name in attribute.Type)
            {
                Type? type = name.Type?.IsArray == true ? name.Type.GetElementType() : name.Type;
                if (type == typeof(void))
                    outputs.Add(new OutputHelp("None", [Paragraph.Create("Writes no objects.")], []));
                else if (type is null)
                    outputs.Add(new OutputHelp(name.Name, [], []));
                else
                    outputs.Add(
                        new OutputHelp(type.FullName!, Paragraph.Read(_comments.Find(type)?.Element("summary")), Members(type, [])));
            }
        }
        return outputs;
    }

    private List<MemberHelp> Members(Type type, IReadOnlyList<Type> around)
    {
        if (!IsOurs(type) || type.IsEnum || around.Contains(type))
            return [];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => Depth(property.DeclaringType!))
            .Select(property =>
            {
                Type inner = TypeNames.GetItemType(property.PropertyType);
                List<Paragraph> description = [.. Paragraph.Read(_comments.Find(property)?.Element("summary"))];
                if (description.Count > 0 && GetValues(inner) is { } values)
                    description.Add(Paragraph.Create(values));
                return new MemberHelp(
                    property.Name, TypeNames.Format(property.PropertyType), description, Members(inner, [.. around, type]));
            })
            .ToList();
    }

    // The values that a script can compare with. Long lists are with the parameter of the same type.
    private static string? GetValues(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum && Enum.GetNames(plain) is { Length: <= 12 } names ? $"One of {string.Join(", ", names)}." : null;
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(KandjiClient).Assembly || type.Assembly == typeof(CmdletOperations).Assembly
            || type.Assembly == typeof(ConfigurationKind).Assembly;

    private static ExampleHelp ReadExample(XElement example)
    {
        string title = Paragraph.Read(example.Element("summary")).FirstOrDefault()?.Plain ?? "";
        var remarks = example.Elements("para").SelectMany(Paragraph.Read).ToList();
        return new ExampleHelp(title, Unindent(example.Element("code")?.Value ?? ""), remarks);
    }

    // A code of several lines is indented with the comment that it stands in, all but its first line.
    private static string Unindent(string code)
    {
        string[] lines = code.Replace("\r", "").Trim('\n').Split('\n').Select(line => line.TrimEnd()).ToArray();
        int indent = lines.Skip(lines[0].StartsWith(' ') ? 0 : 1)
            .Where(line => line.Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(line => line.Length - line.TrimStart().Length >= indent ? line[indent..] : line)).Trim();
    }

    // The other cmdlets of the noun, those that the help itself names, and the topic that goes further.
    private List<string> Related(string name, Type type, XElement? comment, IReadOnlyList<ExampleHelp> examples)
    {
        string noun = name[(name.IndexOf('-') + 1)..];
        string text = (comment?.Value ?? "") + string.Join("\n", examples.Select(example => example.Code));
        var mentioned = CommandName().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<string> related = _cmdlets
            .Select(cmdlet => cmdlet.Name)
            .Where(other => other != name && (other.EndsWith("-" + noun, StringComparison.Ordinal) || mentioned.Contains(other)))
            .ToList();
        related.AddRange(from see in comment?.Elements("seealso") ?? []
                         let href = (string?)see.Attribute("href")
                         where href is not null
                         select href);
        bool changes = type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess;
        related.Add(changes ? "about_Kandji_Safety" : noun is "Kandji" or "KandjiSession" ? "about_Kandji_Sessions" : "about_Kandji");
        return related;
    }

    private static IReadOnlyList<Paragraph> Paras(XElement? summary, string type) =>
        summary?.Elements("para").Where(para => (string?)para.Attribute("type") == type).SelectMany(Paragraph.Read).ToList() ?? [];

    // -Session and the two of ShouldProcess stand behind what is the cmdlet's own.
    private static int Last(string name) => name switch { "Session" => 1, "WhatIf" => 2, "Confirm" => 3, _ => 0 };

    private static IReadOnlyList<Paragraph> OwnWords(string parameter) => parameter switch
    {
        "WhatIf" => [Paragraph.Create("Says what would be changed, and changes nothing.")],
        "Confirm" => [Paragraph.Create("Asks before each change. -Confirm:$false does not ask.")],
        _ => [],
    };

    private static bool IsCommon(string name) => Cmdlet.CommonParameters.Contains(name);

    [GeneratedRegex(@"\b[A-Z][a-z]+-Kandji[A-Za-z]*")]
    private static partial Regex CommandName();
}
