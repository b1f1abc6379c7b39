using System.Globalization;
using Kandji.Automation.Configuration.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kandji.Yaml;

/// <summary>
/// Reads YAML, and where in the text each value stands. Refuses what would let a file say something else than it shows: anchors and
/// aliases, tags, a key twice, several documents.
/// </summary>
internal sealed class YamlInfoParser : IInfoParser
{
    private const int MaxDepth = 64;

    /// <inheritdoc/>
    public InfoNode Parse(string text) => new Reader(text).Read();

    private sealed class Reader(string text)
    {
        private readonly SinglePlaneText _text = new(text);

        public InfoNode Read()
        {
            try
            {
                var parser = new Parser(new Scanner(new StringReader(_text.Text), skipComments: true));
                parser.Consume<StreamStart>();
                if (parser.Accept<StreamEnd>(out _))
                    throw new InfoSyntaxException("The file is empty.", 1);
                parser.Consume<DocumentStart>();
                InfoNode root = Read(parser, MaxDepth);
                parser.Consume<DocumentEnd>();
                if (!parser.Accept<StreamEnd>(out StreamEnd? _))
                    throw new InfoSyntaxException("The file holds several documents.", GetLine(parser.Current!));
                return root;
            }
            catch (YamlException e)
            {
                throw new InfoSyntaxException("This is not YAML: " + e.Message, (int)e.Start.Line, e);
            }
        }

        private InfoNode Read(IParser parser, int depth)
        {
            ParsingEvent current = parser.Current ?? throw new InfoSyntaxException("The file is empty.", 1);
            int line = GetLine(current), start = Position(current.Start);
            if (depth == 0)
                throw new InfoSyntaxException("The file is nested too deeply.", line);
            if (current is NodeEvent node)
                RequirePlainNode(node, line);
            switch (current)
            {
                case AnchorAlias:
                    throw new InfoSyntaxException("Aliases (*) are not allowed. Write the value out.", line);
                case Scalar scalar:
                    parser.MoveNext();
                    return ReadScalar(scalar, line, start);
                case SequenceStart sequence:
                    parser.MoveNext();
                    var items = new List<InfoNode>();
                    while (parser.Current is not SequenceEnd)
                        items.Add(Read(parser, depth - 1));
                    return new InfoNode(InfoNodeType.List, line, start, End(parser, sequence.Style == SequenceStyle.Flow))
                    {
                        Items = items,
                        IsFlow = sequence.Style == SequenceStyle.Flow,
                    };
                case MappingStart mapping:
                    parser.MoveNext();
                    List<InfoEntry> entries = ReadEntries(parser, depth);
                    return new InfoNode(InfoNodeType.Map, line, start, End(parser, mapping.Style == MappingStyle.Flow))
                    {
                        Entries = entries,
                        IsFlow = mapping.Style == MappingStyle.Flow,
                    };
                default:
                    throw new InfoSyntaxException("A value is missing.", line);
            }
        }

        private List<InfoEntry> ReadEntries(IParser parser, int depth)
        {
            var entries = new List<InfoEntry>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (parser.Current is not MappingEnd)
            {
                ParsingEvent at = parser.Current!;
                if (at is not Scalar key)
                    throw new InfoSyntaxException("A key must be a text.", GetLine(at));
                RequirePlainNode(key, GetLine(key));
                string name = _text.Restore(key.Value);
                if (!keys.Add(name))
                    throw new InfoSyntaxException($"The key '{name}' is there twice.", GetLine(key));
                parser.MoveNext();
                entries.Add(new InfoEntry(name, GetLine(key), Position(key.Start), Read(parser, depth - 1)));
            }
            return entries;
        }

        private InfoNode ReadScalar(Scalar scalar, int line, int start)
        {
            bool isPlain = scalar.Style == ScalarStyle.Plain;
            return new InfoNode(isPlain ? Guess(scalar.Value) : InfoNodeType.Text, line, start, Position(scalar.End))
            {
                Text = _text.Restore(scalar.Value),
                IsPlain = isPlain,
            };
        }

        // The core schema of YAML 1.2.
        private static InfoNodeType Guess(string text) => text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => InfoNodeType.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => InfoNodeType.Flag,
            _ when (char.IsAsciiDigit(text[^1]) || text[^1] == '.') && double.TryParse(
                text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    && double.IsFinite(number) => InfoNodeType.Number,
            _ => InfoNodeType.Text,
        };

        private static void RequirePlainNode(NodeEvent node, int line)
        {
            if (!node.Anchor.IsEmpty)
                throw new InfoSyntaxException("Anchors (&) are not allowed.", line);
            if (!node.Tag.IsEmpty)
                throw new InfoSyntaxException("Tags (!) are not allowed.", line);
        }

        // The library lets what stands in brackets end before the closing one.
        private int End(IParser parser, bool isFlow)
        {
            int end = Position(parser.Current!.End) + (isFlow ? 1 : 0);
            parser.MoveNext();
            return end;
        }

        private int Position(Mark mark) => _text.Positions[(int)mark.Index];

        private static int GetLine(ParsingEvent at) => (int)at.Start.Line;
    }
}
