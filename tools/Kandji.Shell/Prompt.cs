using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Kandji.Shell;

/// <summary>A prompt with a history (arrow keys) and completion (Tab), so that the module can be tried as it is used.</summary>
internal static class Prompt
{
    private const string Sign = "PS> ";

    /// <summary>Reads and runs lines until one says exit.</summary>
    public static int Run(Engine engine)
    {
        var history = new List<string>();
        while (true)
        {
            string? line = Console.IsInputRedirected ? Console.ReadLine() : ReadLine(engine, history);
            if (line is null || line.Trim() is "exit" or "quit")
                return 0;
            if (line.Trim().Length == 0)
                continue;
            history.Add(line);
            engine.Run(line);
        }
    }

    private static string? ReadLine(Engine engine, List<string> history)
    {
        string line = "";
        int cursor = 0;
        int past = history.Count;
        CommandCompletion? completion = null;
        string completedFrom = "";
        while (true)
        {
            Console.Write("\r\u001b[2K" + Sign + line + "\r\u001b[" + (Sign.Length + cursor) + "C");
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key != ConsoleKey.Tab)
                completion = null;
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.WriteLine();
                    return line;
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && line.Length == 0:
                    Console.WriteLine();
                    return null;
                case ConsoleKey.Tab:
                    if (completion is null)
                    {
                        completedFrom = line;
                        completion = engine.Complete(line, cursor);
                    }
                    if (completion.GetNextResult(!key.Modifiers.HasFlag(ConsoleModifiers.Shift)) is { } result)
                    {
                        string end = completedFrom[(completion.ReplacementIndex + completion.ReplacementLength)..];
                        line = completedFrom[..completion.ReplacementIndex] + result.CompletionText + end;
                        cursor = line.Length - end.Length;
                    }
                    break;
                case ConsoleKey.Backspace when cursor > 0:
                    line = line.Remove(--cursor, 1);
                    break;
                case ConsoleKey.Delete when cursor < line.Length:
                    line = line.Remove(cursor, 1);
                    break;
                case ConsoleKey.LeftArrow:
                    cursor = Math.Max(0, cursor - 1);
                    break;
                case ConsoleKey.RightArrow:
                    cursor = Math.Min(line.Length, cursor + 1);
                    break;
                case ConsoleKey.Home:
                    cursor = 0;
                    break;
                case ConsoleKey.End:
                    cursor = line.Length;
                    break;
                case ConsoleKey.Escape:
                    line = "";
                    cursor = 0;
                    break;
                case ConsoleKey.UpArrow or ConsoleKey.DownArrow:
                    past = Math.Clamp(past + (key.Key == ConsoleKey.UpArrow ? -1 : 1), 0, history.Count);
                    line = past < history.Count ? history[past] : "";
                    cursor = line.Length;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        line = line.Insert(cursor++, key.KeyChar.ToString());
                    break;
            }
        }
    }
}
