using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Kandji.Help;

/// <summary>Writes help as Get-Help reads it.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    // Get-Help would otherwise leave this empty under its heading.
    private static readonly IReadOnlyList<InputHelp> NoInputs = [new("None", [Paragraph.Create("Takes nothing from the pipeline.")])];

    /// <summary>Writes the help of all cmdlets of an assembly to one file.</summary>
    public static void Write(IEnumerable<CommandHelp> commands, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var document = new XDocument(new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), commands.Select(Write)));
        using XmlWriter writer =
            XmlWriter.Create(path, new XmlWriterSettings { Encoding = new UTF8Encoding(true), Indent = true, NewLineChars = "\n" });
        document.Save(writer);
    }

    private static XElement Write(CommandHelp command) => new(Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(Command + "details",
            new XElement(Command + "name", command.Name),
            new XElement(Command + "verb", command.Verb),
            new XElement(Command + "noun", command.Noun),
            new XElement(Maml + "description", Paras(command.Synopsis))),
        new XElement(Maml + "description", Paras(command.Description)),
        new XElement(Command + "syntax", command.Syntax.Select(syntax => new XElement(Command + "syntaxItem",
            new XElement(Maml + "name", command.Name),
            syntax.Parameters.Select(parameter => Parameter(parameter, inSyntax: true))))),
        new XElement(Command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, inSyntax: false))),
        new XElement(Command + "inputTypes",
            (command.Inputs.Count > 0 ? command.Inputs : NoInputs).Select(input => new XElement(Command + "inputType",
            new XElement(Dev + "type", new XElement(Maml + "name", input.TypeName)),
            new XElement(Maml + "description", Paras(input.Description))))),
        new XElement(Command + "returnValues", command.Outputs.Select(output => new XElement(Command + "returnValue",
            new XElement(Dev + "type", new XElement(Maml + "name", output.TypeName)),
            new XElement(Maml + "description", Paras(output.Description), Lines(Sentences.Members(output.Members)
                .Select(member => new string(' ', member.Depth * 2) + member.Line)))))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Lines(Sentences.Operations(command)))),
        new XElement(Command + "examples", command.Examples.Select((example, index) => new XElement(Command + "example",
            new XElement(Maml + "title",
                string.Format(CultureInfo.InvariantCulture, "-------- Example {0}: {1} --------", index + 1, example.Title)),
            new XElement(Dev + "code", example.Code),
            // The empty paragraph keeps the next example apart.
            new XElement(Dev + "remarks", Paras(example.Remarks), new XElement(Maml + "para"))))),
        new XElement(Command + "relatedLinks",
            command.Related.Select(link => Link(link, link.StartsWith("https://", StringComparison.Ordinal) ? link : "")),
            Link("Online version:", Sentences.NoOnlineVersion(command))));

    private static XElement Link(string text, string address) => new(Maml + "navigationLink",
        new XElement(Maml + "linkText", text),
        new XElement(Maml + "uri", address));

    private static XElement Parameter(ParameterHelp parameter, bool inSyntax) => new(Command + "parameter",
        new XAttribute("required", Text(parameter.IsMandatory)),
        new XAttribute("variableLength", Text(parameter.Type.IsArray)),
        new XAttribute("globbing", Text(parameter.HasWildcards)),
        new XAttribute("pipelineInput", Sentences.Pipeline(parameter)),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description",
            Sentences.OnlyWith(parameter) is { } only ? new XElement(Maml + "para", only) : null,
            Paras(parameter.Description),
            Lines(Sentences.Values(parameter))),
        inSyntax && parameter.AcceptedValues.Count > 0
            ? new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(value =>
                new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"),
                    value.Value)))
            : null,
        inSyntax && parameter.IsSwitch
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", Text(!parameter.IsSwitch)),
                new XAttribute("variableLength", Text(parameter.Type.IsArray)), parameter.TypeName),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default ?? (parameter.IsSwitch ? "False" : "None")));

    private static IEnumerable<XElement> Paras(IEnumerable<Paragraph> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph.Plain));

    // One paragraph, so that no empty lines stand between.
    private static XElement? Lines(IEnumerable<string> lines) =>
        string.Join("\n", lines) is { Length: > 0 } text ? new XElement(Maml + "para", text) : null;

    private static string Text(bool value) => value ? "true" : "false";
}
