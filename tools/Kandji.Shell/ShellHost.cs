using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Kandji.Shell;

/// <summary>A PowerShell host on the console, with colours where the console has them and 80 columns where it has none.</summary>
internal sealed class ShellHost : PSHost
{
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Kandji.Shell";

    public override PSHostUserInterface UI { get; } = new ShellUI();

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class ShellUI : PSHostUserInterface
    {
        private readonly bool _colours = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;
        private bool _progressShown;

        public override PSHostRawUserInterface RawUI { get; } = new ShellRawUI();

        public override bool SupportsVirtualTerminal => _colours;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            if (Console.IsInputRedirected)
                throw new PSInvalidOperationException("There is nobody to answer.");
            Coloured(ConsoleColor.White, caption);
            WriteLine(message);
            while (true)
            {
                Write(string.Join("  ", choices.Select(c => $"[{Key(c)}] {c.Label.Replace("&", "", StringComparison.Ordinal)}")) + $" (default is \"{Key(choices[defaultChoice])}\"): ");
                string answer = (Console.ReadLine() ?? "").Trim();
                if (answer.Length == 0)
                    return defaultChoice;
                int chosen = choices.ToList().FindIndex(c => Key(c).Equals(answer, StringComparison.OrdinalIgnoreCase)
                    || c.Label.Replace("&", "", StringComparison.Ordinal).Equals(answer, StringComparison.OrdinalIgnoreCase));
                if (chosen >= 0)
                    return chosen;
            }
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
        {
            if (Console.IsInputRedirected)
                throw new PSInvalidOperationException("There is nobody to ask.");
            var answers = new Dictionary<string, PSObject>();
            foreach (FieldDescription field in descriptions)
            {
                Write(field.Name + ": ");
                answers[field.Name] = PSObject.AsPSObject(Console.ReadLine() ?? "");
            }
            return answers;
        }

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override string ReadLine() => Console.ReadLine() ?? "";

        public override SecureString ReadLineAsSecureString()
        {
            var secret = new SecureString();
            for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
                secret.AppendChar(key.KeyChar);
            Console.WriteLine();
            return secret;
        }

        public override void Write(string value)
        {
            ClearProgress();
            Console.Write(GetOutputString(value, SupportsVirtualTerminal));
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\n");

        public override void WriteDebugLine(string message) => Coloured(ConsoleColor.Yellow, "DEBUG: " + message);

        public override void WriteErrorLine(string value) => Coloured(ConsoleColor.Red, value);

        public override void WriteVerboseLine(string message) => Coloured(ConsoleColor.Yellow, "VERBOSE: " + message);

        public override void WriteWarningLine(string message) => Coloured(ConsoleColor.Yellow, "WARNING: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
            if (!_colours)
                return;
            ClearProgress();
            if (record.RecordType == ProgressRecordType.Completed)
                return;
            string line = $"{record.Activity}: {record.StatusDescription}{(record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "")}";
            Console.Write("\r\u001b[7m" + line[..Math.Min(line.Length, RawUI.BufferSize.Width - 1)] + "\u001b[0m");
            _progressShown = true;
        }

        private static string Key(ChoiceDescription choice)
        {
            int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
            return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant() : choice.Label;
        }

        private void Coloured(ConsoleColor colour, string text)
        {
            ClearProgress();
            if (_colours)
                Console.ForegroundColor = colour;
            Console.WriteLine(text);
            if (_colours)
                Console.ResetColor();
        }

        private void ClearProgress()
        {
            if (!_progressShown)
                return;
            Console.Write("\r\u001b[2K");
            _progressShown = false;
        }
    }

    private sealed class ShellRawUI : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override Size BufferSize
        {
            get => new(Console.IsOutputRedirected ? 80 : Math.Max(80, Console.WindowWidth), 3000);
            set => throw new NotSupportedException();
        }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; } = 25;

        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => BufferSize;

        public override Size MaxWindowSize => BufferSize;

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize
        {
            get => new(BufferSize.Width, 50);
            set => throw new NotSupportedException();
        }

        public override string WindowTitle { get; set; } = "";

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
        {
        }

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();
    }
}
