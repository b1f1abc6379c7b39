namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// Writes elements and text. All texts and values of attributes are escaped here, so that what writes a page need not think of it; names
/// of elements and attributes come from the program alone.
/// </summary>
/// <param name="output">Takes the page.</param>
internal sealed class MarkupWriter(TextWriter output)
{
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element. It ends when what is returned is disposed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="attributes">The attributes; one whose value is null is left out.</param>
    public IDisposable Begin(string name, params (string Name, string? Value)[] attributes)
    {
        WriteStart(name, attributes);
        _open.Push(name);
        return new Ending(this, _open.Count);
    }

    /// <summary>Writes an element that has nothing but text.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">The text.</param>
    /// <param name="attributes">The attributes; one whose value is null is left out.</param>
    public void Write(string name, string? text, params (string Name, string? Value)[] attributes)
    {
        WriteStart(name, attributes);
        Text(text);
        output.Write("</" + name + ">");
    }

    /// <summary>Writes text.</summary>
    public void Text(string? text) => output.Write(MarkupText.Escape(text));

    private void WriteStart(string name, (string Name, string? Value)[] attributes)
    {
        output.Write("<" + name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
                output.Write(" " + attribute + "=\"" + MarkupText.Escape(value) + "\"");
        }
        output.Write(">");
    }

    private void End(int depth)
    {
        if (_open.Count != depth)
            throw new InvalidOperationException($"The element <{_open.Peek()}> is still open.");
        output.Write("</" + _open.Pop() + ">");
    }

    private sealed class Ending(MarkupWriter writer, int depth) : IDisposable
    {
        public void Dispose() => writer.End(depth);
    }
}
