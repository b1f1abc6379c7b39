using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Files;
using Kandji.Client.Http;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Plans.Apply;

/// <summary>The file of a plan's approvals, beside it.</summary>
internal static class ApprovalFile
{
    private const long Schema = 1;
    private const string InvalidId = "KandjiInvalidPlanApproval";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Keys = ["plan", "person", "time", "comment", "certificate", "signature"];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the approvals of a plan; none where there is no file.</summary>
    /// <param name="plan">The path of the plan.</param>
    /// <exception cref="PlanException">The file is damaged, or of a newer version of the module.</exception>
    public static IReadOnlyList<PlanApproval> Read(string plan)
    {
        string path = PlanFile.GetApprovalsPath(plan);
        if (!File.Exists(path))
            return [];
        InfoNode root = Parse(path, File.ReadAllBytes(path));
        if (root.Type != InfoNodeType.Map || root.Find("schema")?.Value is not { Type: InfoNodeType.Number } schema)
            throw Invalid(path, "it has no schema");
        if (schema.ToValue() is not Schema)
        {
            throw new PlanException("KandjiNewerSchema", path,
                $"'{path}': the file has schema {schema.Text}. Version {typeof(ApprovalFile).Assembly.GetName().Version!.ToString(3)} of "
                    + $"the module Kandji reads schema {Schema}. Update the module.");
        }
        RequireKeys(path, root, ["schema", "approvals"]);
        return root.Find("approvals")?.Value is { Type: InfoNodeType.List } list
            ? list.Items.Select(item => ReadOne(path, item)).ToList()
            : throw Invalid(path, "it has no list 'approvals'");
    }

    /// <summary>Adds an approval. Those of another plan, which had this name before, are taken out.</summary>
    /// <param name="plan">The path of the plan.</param>
    /// <param name="approval">The approval.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many were taken out.</returns>
    /// <exception cref="PlanException">The file is damaged.</exception>
    /// <exception cref="LockedFileException">Another process approves the plan, and does not come to its end.</exception>
    public static async Task<int> AddAsync(string plan, PlanApproval approval, TimeProvider clock, CancellationToken cancellationToken)
    {
        using FileStream turn = await TakeTurnAsync(plan, clock, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PlanApproval> all = Read(plan);
        List<PlanApproval> kept = all.Where(other => other.PlanHash == approval.PlanHash).ToList();
        var values = new PlanValues(
        [
            new("schema", Schema),
            new("approvals", kept.Append(approval).Select(ToValues).ToList()),
        ]);
        await AtomicFile.WriteAsync(
            PlanFile.GetApprovalsPath(plan), StrictUtf8.GetBytes(PlanText.Write(values)), overwrite: true, cancellationToken,
            isPrivate: true).ConfigureAwait(false);
        return all.Count - kept.Count;
    }

    // Two people who approve at once wait for each other, with the plan itself, which nobody changes, as the lock.
    private static async Task<FileStream> TakeTurnAsync(string plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(plan, FileMode.Open, FileAccess.Read, FileShare.None);
            }
            catch (IOException e) when (e.GetType() == typeof(IOException))
            {
                if (clock.GetElapsedTime(began) >= MaxWait)
                    throw new LockedFileException(plan, "which reads it, or approves it", e);
            }
            await clock.Wait(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static PlanValues ToValues(PlanApproval approval)
    {
        var values = new List<KeyValuePair<string, object?>>
        {
            new("plan", approval.PlanHash),
            new("person", approval.Person),
            new("time", ConfigurationTime.Format(approval.TimeUtc)),
        };
        if (approval.Comment is not null)
            values.Add(new("comment", approval.Comment));
        if (approval.IsSigned)
        {
            values.Add(new("certificate", approval.Certificate));
            values.Add(new("signature", approval.Signature));
        }
        return new PlanValues(values);
    }

    private static PlanApproval ReadOne(string path, InfoNode node)
    {
        if (node.Type != InfoNodeType.Map)
            throw Invalid(path, $"line {node.Line} is not an approval");
        RequireKeys(path, node, Keys);
        string? certificate = Text(path, node, "certificate"), signature = Text(path, node, "signature");
        if (certificate is null != signature is null)
            throw Invalid(path, $"the approval in line {node.Line} has a certificate or a signature alone");
        var approval = new PlanApproval
        {
            Path = path,
            PlanHash = Text(path, node, "plan") ?? throw Invalid(path, $"the approval in line {node.Line} names no plan"),
            Person = Text(path, node, "person") ?? throw Invalid(path, $"the approval in line {node.Line} names no person"),
            TimeUtc = ReadTime(Text(path, node, "time")) ?? throw Invalid(path, $"the approval in line {node.Line} has no time"),
            Comment = Text(path, node, "comment"),
        };
        if (certificate is null)
            return approval;
        try
        {
            using var known = new X509Certificate2(Convert.FromBase64String(certificate));
            return Convert.FromBase64String(signature!).Length > 0
                ? approval.SignedBy(known, signature)
                : throw Invalid(path, $"the signature in line {node.Line} is empty");
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw Invalid(path, $"the certificate or the signature in line {node.Line} cannot be read", e);
        }
    }

    // As it is written, and in no other form.
    private static DateTime? ReadTime(string? text) =>
        ConfigurationTime.Parse(text) is { } time && ConfigurationTime.Format(time) == text ? time : null;

    private static string? Text(string path, InfoNode map, string key) => map.Find(key)?.Value switch
    {
        null => null,
        { Type: InfoNodeType.Text } text => (string)text.ToValue()!,
        var other => throw Invalid(path, $"'{key}' in line {other.Line} is not a text"),
    };

    private static void RequireKeys(string path, InfoNode map, string[] keys)
    {
        if (map.Entries.FirstOrDefault(entry => !keys.Contains(entry.Key)) is { } unknown)
            throw Invalid(path, $"the key '{unknown.Key}' in line {unknown.Line} is not known");
    }

    private static InfoNode Parse(string path, byte[] content)
    {
        try
        {
            return new JsonInfoParser().Parse(StrictUtf8.GetString(content));
        }
        catch (Exception e) when (e is DecoderFallbackException or InfoSyntaxException)
        {
            throw Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static PlanException Invalid(string path, string reason, Exception? cause = null) => new(
        InvalidId, path,
        $"The approvals in '{path}' cannot be used: {reason}. Delete the file, and have the plan approved again.", cause);
}
