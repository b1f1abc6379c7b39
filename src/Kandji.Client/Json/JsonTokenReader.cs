using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>
/// Reads JSON token by token, as <see cref="Utf8JsonReader"/> does, and refuses what that refuses. It is here for the first list of a
/// process: the framework's reader looks for the end of a string with vector instructions that are compiled when they are first used, and
/// run without optimizations until they have been used for a while. Ten thousand devices are over by then.
/// </summary>
/// <remarks>
/// The text must be well-formed UTF-8; see <see cref="JsonText.Prepare"/>. A method that reads a large text in a short time is optimized
/// when it is first compiled, for the same reason.
/// </remarks>
internal ref struct JsonTokenReader
{
    private const int MaxDepth = 64;
    private const ulong EachByte = 0x0101010101010101;
    private const ulong HighBits = 0x8080808080808080;

    private readonly ReadOnlySpan<byte> _text;
    private JsonTokenType _type;
    private int _at;
    private int _start;
    private int _length;
    private int _depth;

    // One bit for each container that is open, the innermost lowest: 1 is an object, 0 an array.
    private ulong _objects;
    private bool _isEscaped;
    private bool _hasExponent;

    /// <summary>Makes a reader before the first token.</summary>
    /// <param name="text">The JSON.</param>
    public JsonTokenReader(ReadOnlySpan<byte> text)
        : this() => _text = text;

    /// <summary>The kind of the current token.</summary>
    public readonly JsonTokenType TokenType => _type;

    /// <summary>How many containers the current token is in; the two ends of a container are not in it.</summary>
    public readonly int CurrentDepth => _type is JsonTokenType.StartObject or JsonTokenType.StartArray ? _depth - 1 : _depth;

    /// <summary>How much of the text was read: up to the end of the current token.</summary>
    public readonly int BytesConsumed => _at;

    /// <summary>The text of a string or a name as it stands between the quotes, or of a number.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => _text.Slice(_start, _length);

    /// <summary>Indicates whether the string or name has escapes.</summary>
    public readonly bool ValueIsEscaped => _isEscaped;

    /// <summary>Reads the next token.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    [MethodImpl(Jit.Optimize)]
    public bool Read()
    {
        ReadOnlySpan<byte> text = _text;
        int at = SkipBlanks(text, _at);
        if (at >= text.Length)
            return _depth == 0 && _type != JsonTokenType.None ? false : throw Broken();
        byte next = text[at];
        switch (_type)
        {
            case JsonTokenType.None:
            case JsonTokenType.PropertyName:
                ReadValue(text, at, next);
                return true;
            case JsonTokenType.StartObject:
                if (next == '}')
                    ReadEnd(at, isObject: true);
                else
                    ReadName(text, at, next);
                return true;
            case JsonTokenType.StartArray:
                if (next == ']')
                    ReadEnd(at, isObject: false);
                else
                    ReadValue(text, at, next);
                return true;
        }
        if (_depth == 0)
            throw Broken();
        bool isInObject = (_objects & 1) != 0;
        if (next == ',')
        {
            at = SkipBlanks(text, at + 1);
            if (isInObject)
                ReadName(text, at, At(text, at));
            else
                ReadValue(text, at, At(text, at));
        }
        else if (next == (isInObject ? '}' : ']'))
        {
            ReadEnd(at, isInObject);
        }
        else
        {
            throw Broken();
        }
        return true;
    }

    /// <summary>Goes to the end of the current object or array; from a name, to the end of its value. Elsewhere it stays.</summary>
    public void Skip()
    {
        if (_type == JsonTokenType.PropertyName)
            Read();
        if (_type is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        int outside = _depth - 1;
        while (Read() && _depth > outside)
        {
        }
    }

    /// <summary>Reads past the last token, which makes the reader notice anything that follows it.</summary>
    /// <exception cref="JsonException">The text does not end there.</exception>
    public void RequireEnd()
    {
        if (Read())
            throw new JsonException("Something follows the end of the answer.");
    }

    /// <summary>Indicates whether a string or name is a text.</summary>
    /// <param name="utf8">The text, without escapes.</param>
    public readonly bool ValueTextEquals(ReadOnlySpan<byte> utf8) =>
        _isEscaped ? Encoding.UTF8.GetBytes(GetString()!).AsSpan().SequenceEqual(utf8) : ValueSpan.SequenceEqual(utf8);

    /// <summary>Indicates whether a string or name is a text.</summary>
    /// <param name="text">The text.</param>
    public readonly bool ValueTextEquals(string text) => ValueTextEquals(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of a string or a name; null for null.</summary>
    public readonly string? GetString()
    {
        if (_type == JsonTokenType.Null)
            return null;
        if (!_isEscaped)
            return GetText();
        var reader = new Utf8JsonReader(_text.Slice(_start - 1, _length + 2));
        reader.Read();
        return reader.GetString();
    }

    /// <summary>The text of a token as it stands: for a number, and for a string without escapes.</summary>
    public readonly string GetText()
    {
#if NET8_0_OR_GREATER
        return Encoding.UTF8.GetString(ValueSpan);
#else
        return Encoding.UTF8.GetString(ValueSpan.ToArray());
#endif
    }

    /// <summary>A number as a whole number of 64 bits.</summary>
    public readonly bool TryGetInt64(out long value)
    {
        if (Utf8Parser.TryParse(ValueSpan, out value, out int length) && length == _length)
            return true;
        value = 0;
        return false;
    }

    /// <summary>A number as a whole number of 32 bits.</summary>
    public readonly bool TryGetInt32(out int value)
    {
        if (Utf8Parser.TryParse(ValueSpan, out value, out int length) && length == _length)
            return true;
        value = 0;
        return false;
    }

    /// <summary>A number as an exact one.</summary>
    public readonly bool TryGetDecimal(out decimal value)
    {
        if (Utf8Parser.TryParse(ValueSpan, out value, out int length, _hasExponent ? 'e' : default) && length == _length)
            return true;
        value = 0;
        return false;
    }

    /// <summary>A number as a floating one.</summary>
    public readonly bool TryGetDouble(out double value)
    {
        if (Utf8Parser.TryParse(ValueSpan, out value, out int length, _hasExponent ? 'e' : default) && length == _length)
            return true;
        value = 0;
        return false;
    }

    /// <summary>The value at the current token; leaves the reader at its end.</summary>
    public JsonElement ParseValue()
    {
        int start = _type == JsonTokenType.String ? _start - 1 : _start;
        Skip();
        var reader = new Utf8JsonReader(_text.Slice(start, _at - start));
        return JsonElement.ParseValue(ref reader);
    }

    // The end of the text is not the beginning of anything.
    private static byte At(ReadOnlySpan<byte> text, int at) => at < text.Length ? text[at] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipBlanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        return at;
    }

    private void ReadValue(ReadOnlySpan<byte> text, int at, byte first)
    {
        _start = at;
        switch (first)
        {
            case (byte)'"':
                ReadString(text, at + 1);
                _type = JsonTokenType.String;
                break;
            case (byte)'{':
                Open(1);
                _type = JsonTokenType.StartObject;
                _at = at + 1;
                break;
            case (byte)'[':
                Open(0);
                _type = JsonTokenType.StartArray;
                _at = at + 1;
                break;
            case (byte)'t':
                ReadWord(text, "true"u8, JsonTokenType.True);
                break;
            case (byte)'f':
                ReadWord(text, "false"u8, JsonTokenType.False);
                break;
            case (byte)'n':
                ReadWord(text, "null"u8, JsonTokenType.Null);
                break;
            default:
                ReadNumber(text, at);
                break;
        }
    }

    private void ReadName(ReadOnlySpan<byte> text, int at, byte first)
    {
        if (first != '"')
            throw Broken();
        ReadString(text, at + 1);
        int colon = SkipBlanks(text, _at);
        if (At(text, colon) != ':')
            throw Broken();
        _at = colon + 1;
        _type = JsonTokenType.PropertyName;
    }

    [MethodImpl(Jit.Optimize)]
    private void ReadString(ReadOnlySpan<byte> text, int start)
    {
        _isEscaped = false;
        int at = start;
        while (true)
        {
            // Eight bytes at a time, to the first quote, backslash or control character. The lowest bit that is set is right; a borrow
            // may set others above it.
            while (at <= text.Length - sizeof(ulong))
            {
                ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(text.Slice(at));
                ulong quote = bytes ^ (EachByte * '"');
                ulong backslash = bytes ^ (EachByte * '\\');
                ulong isEnd = ((quote - EachByte) & ~quote) | ((backslash - EachByte) & ~backslash);
                ulong found = (isEnd | ((bytes - (EachByte * ' ')) & ~bytes)) & HighBits;
                if (found != 0)
                {
                    at += LowestByte(found);
                    break;
                }
                at += sizeof(ulong);
            }
            while (at < text.Length && text[at] is >= (byte)' ' and not (byte)'"' and not (byte)'\\')
                at++;
            if (at >= text.Length || text[at] < ' ')
                throw Broken();
            if (text[at] == '"')
                break;
            _isEscaped = true;
            at = SkipEscape(text, at);
        }
        _start = start;
        _length = at - start;
        _at = at + 1;
    }

    private readonly int SkipEscape(ReadOnlySpan<byte> text, int at)
    {
        switch (At(text, at + 1))
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u':
                for (int i = at + 2; i < at + 6; i++)
                {
                    if (!IsHexadecimal(At(text, i)))
                        throw Broken();
                }
                return at + 6;
            default:
                throw Broken();
        }
    }

    private static bool IsHexadecimal(byte b) =>
        b is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f') or (>= (byte)'A' and <= (byte)'F');

    // The number of the lowest byte in which a bit is set.
    private static int LowestByte(ulong bits)
    {
#if NET8_0_OR_GREATER
        return System.Numerics.BitOperations.TrailingZeroCount(bits) >> 3;
#else
        int number = 0;
        for (; (bits & 0xFF) == 0; bits >>= 8)
            number++;
        return number;
#endif
    }

    private void ReadWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, JsonTokenType type)
    {
        if (!text.Slice(_start).StartsWith(word))
            throw Broken();
        _length = word.Length;
        _at = _start + word.Length;
        _type = type;
    }

    private void ReadNumber(ReadOnlySpan<byte> text, int start)
    {
        int at = start;
        _hasExponent = false;
        if (At(text, at) == '-')
            at++;
        if (At(text, at) == '0')
            at++;
        else
            at = SkipDigits(text, at);
        if (At(text, at) == '.')
            at = SkipDigits(text, at + 1);
        if (At(text, at) is (byte)'e' or (byte)'E')
        {
            _hasExponent = true;
            at++;
            if (At(text, at) is (byte)'+' or (byte)'-')
                at++;
            at = SkipDigits(text, at);
        }
        // A slash begins a comment, which the next token refuses.
        bool ends = at == text.Length
            ? _depth == 0
            : text[at] is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'/';
        if (!ends)
            throw Broken();
        _length = at - start;
        _at = at;
        _type = JsonTokenType.Number;
    }

    private readonly int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] is >= (byte)'0' and <= (byte)'9')
            end++;
        return end > at ? end : throw Broken();
    }

    private void Open(ulong isObject)
    {
        if (_depth == MaxDepth)
            throw Broken();
        _objects = (_objects << 1) | isObject;
        _depth++;
    }

    private void ReadEnd(int at, bool isObject)
    {
        _objects >>= 1;
        _depth--;
        _type = isObject ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        _start = at;
        _at = at + 1;
    }

    // The framework's reader says what is wrong, and where, in words that are known.
    private readonly JsonException Broken()
    {
        try
        {
            var reader = new Utf8JsonReader(_text);
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            return e;
        }
        return new JsonException($"The text is not JSON after its byte {_at}.");
    }
}
