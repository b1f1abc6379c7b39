using System.Text;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Inventory;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Plans;

/// <summary>
/// The file of a plan, <c>q4.kplan.json</c>. Its hash is the SHA-256 of the canonical form of RFC 8785 of everything but the member
/// <c>hash</c>; a plan whose hash is another was edited and is refused.
/// </summary>
internal static class PlanFile
{
    private const int MaxBytes = 512 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PlanException">
    /// The file is not a plan, is damaged (<c>KandjiInvalidPlan</c>), was edited (<c>KandjiEditedPlan</c>), or is of a newer version of the
    /// module (<c>KandjiNewerSchema</c>).
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Plan Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw Invalid(path, 0, $"it has more than {MaxBytes / 1024 / 1024} MB");
        return Parse(path, File.ReadAllBytes(path));
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The name of the file, for errors.</param>
    /// <param name="content">The content of the file.</param>
    /// <exception cref="PlanException">As above.</exception>
    public static Plan Parse(string path, byte[] content)
    {
        InfoNode root = ReadJson(path, content);
        Plan plan = new PlanParser(path).Read(root);
        string hash = ComputeHash(plan);
        if (hash != plan.Hash)
        {
            throw new PlanException("KandjiEditedPlan", path,
                $"'{path}' was edited after it was made: its content has the SHA-256 {hash}, and its member 'hash' says {plan.Hash}. A "
                    + "plan is applied exactly as it was made, or not at all. Make it again with Export-KandjiPlan.");
        }
        return plan;
    }

    /// <summary>Writes a plan with its hash. The file is on the disk when this returns, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="overwrite">Indicates whether another file may be replaced.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The plan as <see cref="Read"/> reads it.</returns>
    public static async Task<Plan> WriteAsync(string path, Plan plan, bool overwrite, CancellationToken cancellationToken)
    {
        string text = PlanText.Write(PlanFormat.ToValues(plan, ComputeHash(plan)));
        byte[] content = StrictUtf8.GetBytes(text);
        // An object that could not be read again is not written.
        Plan written = Parse(path, content);
        await AtomicFile.WriteAsync(path, content, overwrite, cancellationToken, isPrivate: true).ConfigureAwait(false);
        return written;
    }

    /// <summary>The hash of a plan.</summary>
    public static string ComputeHash(Plan plan) => HexText.Hash(CanonicalForm.Write(PlanFormat.ToValues(plan, hash: null)));

    /// <summary>The file with the approvals of a plan: <c>q4.kplan.approvals.json</c>.</summary>
    public static string GetApprovalsPath(string path) => Stem(path) + ".approvals.json";

    /// <summary>The journal of a plan: <c>q4.kplan.journal.jsonl</c>.</summary>
    public static string GetJournalPath(string path) => Stem(path) + ".journal.jsonl";

    /// <summary>The journal of undoing a plan: <c>q4.kplan.undo.jsonl</c>.</summary>
    public static string GetUndoJournalPath(string path) => Stem(path) + ".undo.jsonl";

    /// <summary>The folder with the texts of a plan, each in a file that is named by its SHA-256: <c>q4.kplan.texts</c>.</summary>
    public static string GetTextsFolder(string path) => Stem(path) + ".texts";

    /// <summary>Reads a text beside a plan.</summary>
    /// <param name="path">The plan's file.</param>
    /// <param name="upload">The text.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="PlanException">The file is missing, or has another content (<c>KandjiEditedPlan</c>).</exception>
    public static byte[] ReadText(string path, PlanUpload upload)
    {
        string file = Path.Combine(GetTextsFolder(path), upload.Sha256);
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PlanException("KandjiInvalidPlan", path,
                $"'{path}' needs the text '{file}' for the key '{upload.Key}', and there is no such file. Copy the folder with the plan.",
                e);
        }
        return HexText.Hash(content) == upload.Sha256
            ? content
            : throw new PlanException("KandjiEditedPlan", path,
                $"The text '{file}' of '{path}' was edited after the plan was made: its SHA-256 is no longer its name. Make the plan "
                    + "again.");
    }

    /// <summary>Writes a text beside a plan.</summary>
    /// <param name="path">The plan's file.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteTextAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        string folder = GetTextsFolder(path), file = Path.Combine(folder, HexText.Hash(content));
        AtomicFile.CreatePrivateFolder(folder);
        await AtomicFile.WriteAsync(file, content, overwrite: true, cancellationToken, isPrivate: true).ConfigureAwait(false);
    }

    /// <summary>An error about a file that is not a plan.</summary>
    internal static PlanException Invalid(string path, int line, string reason, Exception? cause = null) => new(
        "KandjiInvalidPlan", path,
        $"'{path}'{(line > 0 ? $", line {line}" : "")} is not a plan that can be used: {reason}.", cause);

    private static string Stem(string path) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path.Substring(0, path.Length - ".json".Length) : path;

    private static InfoNode ReadJson(string path, byte[] content)
    {
        if (content.Length >= 3 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF)
            throw Invalid(path, 1, "it begins with a byte order mark");
        try
        {
            return new JsonInfoParser().Parse(StrictUtf8.GetString(content));
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid(path, 0, "it is not UTF-8", e);
        }
        catch (InfoSyntaxException e)
        {
            throw Invalid(path, e.Line, e.Message.TrimEnd('.'), e);
        }
    }
}
