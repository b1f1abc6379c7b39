using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Security;

namespace Kandji.PowerShell.Tests.Engine;

/// <summary>A host that answers questions from a list and remembers them. A question that nobody expected fails the command.</summary>
internal sealed class ScriptedHost : PSHost
{
    private readonly ScriptedUI _ui;

    public ScriptedHost(int width = 80) => _ui = new ScriptedUI(this, width);

    /// <summary>
    /// The labels to answer with, in order: Yes, No, Yes to All, ...; an empty one is a bare Enter, null the end of the input. Without
    /// any there is nobody to ask.
    /// </summary>
    public Queue<string?> Answers { get; } = new();

    /// <summary>The questions, caption and message.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>The lines that commands wrote to the host itself, What if: lines among them.</summary>
    public List<string> Lines { get; } = [];

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Tests";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

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

    private sealed class ScriptedUI(ScriptedHost host, int width) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI { get; } = new FixedRawUI(width);

        public override bool SupportsVirtualTerminal => false;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            host.Questions.Add(caption + ": " + message);
            if (!host.Answers.TryDequeue(out string? answer))
                throw new PSInvalidOperationException("There is nobody to answer: " + message);
            // So PowerShell's own console does it, when a scheduler runs it without -NonInteractive.
            if (answer is null)
                throw new NullReferenceException();
            if (answer.Length == 0)
                return defaultChoice;
            int choice = choices.ToList().FindIndex(c => c.Label.Replace("&", "", StringComparison.Ordinal) == answer);
            return choice >= 0 ? choice
                : throw new InvalidOperationException($"'{answer}' is none of {string.Join(", ", choices.Select(c => c.Label))}.");
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new PSInvalidOperationException(
                "There is nobody to ask: " + message + string.Join(", ", descriptions.Select(d => d.Name)));

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new PSInvalidOperationException();

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) =>
            throw new PSInvalidOperationException();

        public override string ReadLine() => throw new PSInvalidOperationException();

        public override SecureString ReadLineAsSecureString() => throw new PSInvalidOperationException();

        public override void Write(string value) => host.Lines.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => host.Lines.Add(value);

        public override void WriteLine(string value) => host.Lines.Add(value);

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }
    }

    /// <summary>A screen of 80 columns.</summary>
    private sealed class FixedRawUI(int width) : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override Size BufferSize { get; set; } = new(width, 50);

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => new(width, 50);

        public override Size MaxWindowSize => new(width, 50);

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; } = new(width, 50);

        public override string WindowTitle { get; set; } = "";

        // As a terminal shows them: the characters of East Asia take two columns.
        public override int LengthInBufferCells(char source) =>
            source is (>= '\u2e80' and <= '\ud7a3') or (>= '\uff00' and <= '\uff60') ? 2 : 1;

        public override int LengthInBufferCells(string source) => source.Sum(LengthInBufferCells);

        public override int LengthInBufferCells(string source, int offset) => LengthInBufferCells(source[offset..]);

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new PSInvalidOperationException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill)
        {
        }

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
        {
        }

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents)
        {
        }
    }
}
