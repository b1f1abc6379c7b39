using System.Globalization;
using System.Security;
using System.Text;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Turns a binary property list into one in XML, which means the same.</summary>
internal static class BinaryPlist
{
    private const int MaxDepth = 64;
    private const int TrailerLength = 32;
    private static readonly DateTime Epoch = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("bplist0");

    /// <summary>Indicates whether these are the bytes of a binary property list.</summary>
    public static bool Is(byte[] content) => content.Length > Magic.Length && Magic.SequenceEqual(content.Take(Magic.Length));

    /// <summary>The property list in XML.</summary>
    /// <exception cref="InfoSyntaxException">The bytes are damaged.</exception>
    public static string ToXml(byte[] content)
    {
        try
        {
            var text = new StringBuilder(PlistInfoWriter.Head);
            new Reader(content).Write(text);
            return text.Append(PlistInfoWriter.Foot).ToString();
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InfoSyntaxException("The binary property list is damaged.", 0, e);
        }
    }

    private sealed class Reader
    {
        private readonly byte[] _content;
        private readonly int _offsetSize;
        private readonly int _referenceSize;
        private readonly int _count;
        private readonly int _top;
        private readonly int _table;
        private int _written;

        public Reader(byte[] content)
        {
            _content = content;
            int trailer = content.Length - TrailerLength;
            _offsetSize = content[trailer + 6];
            _referenceSize = content[trailer + 7];
            _count = checked((int)Number(trailer + 8, 8));
            _top = checked((int)Number(trailer + 16, 8));
            _table = checked((int)Number(trailer + 24, 8));
            // The table of offsets lies right before the trailer; of a file that was cut off it does not.
            if (_offsetSize is < 1 or > 8 || _referenceSize is < 1 or > 8 || _table + ((long)_count * _offsetSize) != trailer)
                throw new InfoSyntaxException("The binary property list is damaged.");
        }

        public void Write(StringBuilder text) => Write(text, _top, 0);

        private void Write(StringBuilder text, int index, int depth)
        {
            // Every value is in the file once. One that holds itself would never end.
            if (depth > MaxDepth || index >= _count || ++_written > _content.Length * 4)
                throw new InfoSyntaxException("The binary property list is damaged.");
            int at = checked((int)Number(_table + (index * _offsetSize), _offsetSize));
            int type = _content[at] >> 4, low = _content[at] & 0xf;
            string indent = new(' ', depth * PlistInfoWriter.Indent);
            switch (type)
            {
                case 0 when low is 8 or 9:
                    text.Append(indent).Append(low == 9 ? "<true/>" : "<false/>").Append('\n');
                    break;
                case 1:
                    Line("integer", Integer(at + 1, 1 << low).ToString(CultureInfo.InvariantCulture));
                    break;
                case 2:
                    Line("real", Real(at + 1, 1 << low).ToString("R", CultureInfo.InvariantCulture));
                    break;
                case 3:
                    DateTime time = Epoch.AddSeconds(Real(at + 1, 8));
                    Line("date", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                    break;
                case 4:
                    (int bytes, int length) = Length(at, low);
                    Line("data", Convert.ToBase64String(_content, bytes, length));
                    break;
                case 5 or 6 or 7:
                    Line("string", SecurityElement.Escape(Text(at)));
                    break;
                case 8:
                    Line("integer", Number(at + 1, low + 1).ToString(CultureInfo.InvariantCulture));
                    break;
                case 10:
                    WriteArray(text, at, low, indent, depth);
                    break;
                case 13:
                    WriteMap(text, at, low, indent, depth);
                    break;
                default:
                    throw new InfoSyntaxException("The binary property list holds a value of an unknown type.");
            }

            void Line(string name, string value) =>
                text.Append(indent).Append('<').Append(name).Append('>').Append(value).Append("</").Append(name).Append(">\n");
        }

        private void WriteArray(StringBuilder text, int at, int low, string indent, int depth)
        {
            (int first, int count) = Length(at, low);
            text.Append(indent).Append("<array>\n");
            for (int i = 0; i < count; i++)
                Write(text, Reference(first, i), depth + 1);
            text.Append(indent).Append("</array>\n");
        }

        private void WriteMap(StringBuilder text, int at, int low, string indent, int depth)
        {
            (int first, int count) = Length(at, low);
            text.Append(indent).Append("<dict>\n");
            for (int i = 0; i < count; i++)
            {
                int key = checked((int)Number(_table + (Reference(first, i) * _offsetSize), _offsetSize));
                text.Append(indent).Append(' ', PlistInfoWriter.Indent).Append("<key>").Append(SecurityElement.Escape(Text(key)))
                    .Append("</key>\n");
                Write(text, Reference(first, count + i), depth + 1);
            }
            text.Append(indent).Append("</dict>\n");
        }

        private string Text(int at)
        {
            (int start, int count) = Length(at, _content[at] & 0xf);
            return (_content[at] >> 4) switch
            {
                5 => Encoding.ASCII.GetString(_content, start, count),
                6 => Encoding.BigEndianUnicode.GetString(_content, start, count * 2),
                7 => Encoding.UTF8.GetString(_content, start, count),
                _ => throw new InfoSyntaxException("The binary property list has a key that is not a text."),
            };
        }

        private int Reference(int first, int index) => checked((int)Number(first + (index * _referenceSize), _referenceSize));

        // A length of 15 and more follows as a number of its own.
        private (int First, int Count) Length(int at, int low)
        {
            if (low != 0xf)
                return (at + 1, low);
            int size = 1 << (_content[at + 1] & 0xf);
            return (at + 2 + size, checked((int)Number(at + 2, size)));
        }

        private long Integer(int at, int size) => size == 16 ? unchecked((long)Number(at + 8, 8)) : unchecked((long)Number(at, size));

        private double Real(int at, int size)
        {
            byte[] bytes = _content.Skip(at).Take(size).Reverse().ToArray();
            return size == 4 ? BitConverter.ToSingle(bytes, 0) : BitConverter.ToDouble(bytes, 0);
        }

        private ulong Number(int at, int size)
        {
            ulong number = 0;
            for (int i = 0; i < size; i++)
                number = (number << 8) | _content[at + i];
            return number;
        }
    }
}
