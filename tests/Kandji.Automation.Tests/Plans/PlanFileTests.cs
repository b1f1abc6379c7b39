using System.Text;
using System.Text.Json;
using Json.Schema;
using Kandji.Automation.Plans;

namespace Kandji.Automation.Tests.Plans;

public sealed class PlanFileTests : IDisposable
{
    private const string VectorHash = "e035b1709e7bac78376ef96e79a80ce0dea17107639b0f17a4249d65e21778be";

    private static readonly int Count = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10_000 : 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kandji-plans-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_AndRead_GiveTheSamePlan()
    {
        string path = Path.Combine(_folder, "q4.kplan.json");

        Plan written = await PlanFile.WriteAsync(path, PlanSamples.Full(), overwrite: false, CancellationToken.None);
        Plan read = PlanFile.Read(path);

        Assert.Equal(Describe(PlanSamples.Full()), Describe(read));
        Assert.Equal(written.Hash, read.Hash);
        Assert.Equal(64, read.Hash.Length);
    }

    [Fact]
    public void Hash_OfTheCommittedFile_IsTheCommittedOne()
    {
        Plan plan = PlanFile.Parse("vector", Vector());

        Assert.Equal(VectorHash, plan.Hash);
        Assert.Equal(VectorHash, PlanFile.ComputeHash(PlanSamples.Full()));
        Assert.Equal(Describe(PlanSamples.Full()), Describe(plan));
    }

    [Theory]
    [InlineData(20261129)]
    public async Task Write_OfRandomPlans_ReadsBackTheSame(int seed)
    {
        var random = new Random(seed);
        string path = Path.Combine(_folder, "random.kplan.json");
        for (int i = 0; i < Count; i++)
        {
            Plan plan = PlanSamples.Random(random);
            Plan read = await WriteUncheckedAsync(path, plan);
            Assert.True(Describe(plan) == Describe(read), $"Plan {i} of seed {seed} is not what was written.");
        }
    }

    [Fact]
    public async Task Write_ShowsInvisibleCharactersAsEscapes()
    {
        string path = Path.Combine(_folder, "q4.kplan.json");
        await PlanFile.WriteAsync(path, PlanSamples.Full(), overwrite: false, CancellationToken.None);

        string text = await File.ReadAllTextAsync(path);

        Assert.DoesNotContain('\u202E', text);
        Assert.Contains("\\u202egnp.exe", text, StringComparison.Ordinal);
        Assert.Contains("Ada’s MacBook Pro", text, StringComparison.Ordinal);
        Assert.Contains("VIP ☆", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfAFileWithAnyByteChanged_RefusesItOrReadsTheSamePlan()
    {
        byte[] vector = Vector();
        string whole = Describe(PlanFile.Parse("vector", vector));
        var accepted = new List<string>();
        for (int at = 0; at < vector.Length; at++)
        {
            foreach (byte other in "\0\n \"09x,"u8.ToArray().Append((byte)0xC3).Append((byte)0xFF))
            {
                if (other == vector[at])
                    continue;
                byte[] changed = [.. vector];
                changed[at] = other;
                try
                {
                    Plan plan = PlanFile.Parse("vector", changed);
                    Assert.Equal(whole, Describe(plan));
                    // White space between values is not a part of the plan.
                    if (!IsSpace(vector[at]) || !IsSpace(other))
                        accepted.Add($"byte {at}: {(char)vector[at]} -> {(char)other}");
                }
                catch (PlanException e)
                {
                    Assert.True(e.Id is "KandjiInvalidPlan" or "KandjiEditedPlan" or "KandjiNewerSchema", e.Message);
                    Assert.Contains("vector", e.Message, StringComparison.Ordinal);
                }
            }
        }
        Assert.Empty(accepted);
    }

    [Fact]
    public void Parse_OfEveryBeginning_RefusesIt()
    {
        byte[] vector = Vector();
        // The last byte is a line break.
        for (int length = 0; length < vector.Length - 1; length++)
            Assert.Throws<PlanException>(() => PlanFile.Parse("vector", vector[..length]));
    }

    [Theory]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": \"acme\", \"tenant\": \"acme\"", "'tenant' is there twice")]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": \"acme\", \"color\": 1", "'color' is not known")]
    [InlineData("\"kind\": \"Tag\"", "\"kind\": \"Tag\", \"hue\": 1", "'hue' is not known")]
    [InlineData("\"kind\": \"Tag\"", "\"kind\": \"4\"", "no kind '4'")]
    [InlineData("\"bytes\": 12\n", "\"bytes\": 9007199254740994\n", "beyond 2^53")]
    [InlineData("\"bytes\": 12\n", "\"bytes\": 1e400\n", "beyond 2^53")]
    [InlineData("\"bytes\": 12\n", "\"bytes\": -12\n", "not a whole number")]
    [InlineData("\"made_at\": \"2026-11-29T09:30:00Z\"", "\"made_at\": \"2026-11-29T10:30:00+01:00\"", "is not a time in UTC")]
    [InlineData("\"number\": 2", "\"number\": 3", "is number 2")]
    [InlineData("POST /api/v1/tags", "POST /api/v1/tokens", "cannot be planned")]
    [InlineData("DELETE /api/v1/tags/{tag_id}", "DELETE /api/v1/users/{user_id}", "does not undo")]
    [InlineData("\"PIN\"", "\"PIN\", \"PIN\"", "twice")]
    [InlineData("\"ReturnToService\": {", "\"PIN\": \"123456\", \"ReturnToService\": {", "twice")]
    [InlineData("\"destructive\": true,\n      \"no_undo\"", "\"destructive\": false,\n      \"no_undo\"", "'destructive' is not")]
    [InlineData("\"no_undo\": \"what a device has done cannot be taken back\"", "\"comment\": 1", "'comment' is not known")]
    [InlineData("\"active\": true\n", "\"activ\": true\n", "no key 'activ'")]
    [InlineData("\"kind\": \"Tag\"", "\"kind\": \"Blueprint\"", "is about a Tag, and its target is a Blueprint")]
    [InlineData("\"id\": \"e1\"", "\"id\": \"e2\"", "would be sent to e1")]
    [InlineData("\"id\": \"e1\",", "", "would be sent to e1")]
    [InlineData("\"{answer}\"", "\"f1\"", "undone somewhere else")]
    [InlineData("\"answer_key\": \"id\"", "\"answer_key\": \"name\"", "undone somewhere else")]
    [InlineData("\"blueprint_id\": \"b2\"", "\"blueprint_id\": \"b3\"", "'blueprint_id' is sent with another value than 'after' says")]
    [InlineData("\"active\": true\n", "\"active\": true, \"restart\": true\n", "'restart' is sent, and 'after' does not have it")]
    [InlineData("\"user_id\": null,", "", "'guard' has no 'user_id'")]
    [InlineData("\"read_at\": \"2026-11-29T09:30:00Z\",", "", "'guard' has no 'read_at'")]
    [InlineData("\"user\": \"c1\",", "", "'user' is changed, and 'before' does not have it")]
    [InlineData("\"active\": false", "\"active\": true", "'active' is sent with another value than 'before' says")]
    public void Parse_OfAFileThatIsNotAPlan_SaysWhatIsWrong(string text, string other, string words)
    {
        string vector = Encoding.UTF8.GetString(Vector());
        Assert.Contains(text, vector, StringComparison.Ordinal);
        int at = vector.IndexOf(text, StringComparison.Ordinal);
        byte[] changed = Encoding.UTF8.GetBytes(string.Concat(vector.AsSpan(0, at), other, vector.AsSpan(at + text.Length)));

        PlanException e = Assert.Throws<PlanException>(() => PlanFile.Parse("q4.kplan.json", changed));

        Assert.Equal("KandjiInvalidPlan", e.Id);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Contains("'q4.kplan.json', line ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfBytesThatAreNotPlainUtf8_RefusesThem()
    {
        byte[] vector = Vector();

        Assert.Contains("byte order mark", Refuse([0xEF, 0xBB, 0xBF, .. vector]), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Refuse([.. vector, 0xC3]), StringComparison.Ordinal);
        Assert.Contains("not JSON", Refuse([.. vector, (byte)'x']), StringComparison.Ordinal);
        Assert.Contains("not JSON", Refuse(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(vector))), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfALaterSchema_NamesTheVersion()
    {
        string later = Encoding.UTF8.GetString(Vector()).Replace("\"schema\": 1", "\"schema\": 2", StringComparison.Ordinal);

        PlanException e = Assert.Throws<PlanException>(() => PlanFile.Parse("q4.kplan.json", Encoding.UTF8.GetBytes(later)));

        Assert.Equal("KandjiNewerSchema", e.Id);
        Assert.Contains(typeof(PlanFile).Assembly.GetName().Version!.ToString(3), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_BesideAPlan_AreReadByTheirHashAlone()
    {
        string path = Path.Combine(_folder, "q4.kplan.json");
        byte[] text = Encoding.UTF8.GetBytes("#!/bin/zsh\nexit 0\n");
        await PlanFile.WriteTextAsync(path, text, CancellationToken.None);
        var upload = new PlanUpload
        {
            Key = "script", Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text)), Bytes = text.Length,
        };

        Assert.Equal(text, PlanFile.ReadText(path, upload));

        string file = Path.Combine(_folder, "q4.kplan.texts", upload.Sha256);
        await File.AppendAllTextAsync(file, "x");
        Assert.Equal("KandjiEditedPlan", Assert.Throws<PlanException>(() => PlanFile.ReadText(path, upload)).Id);
        File.Delete(file);
        Assert.Equal("KandjiInvalidPlan", Assert.Throws<PlanException>(() => PlanFile.ReadText(path, upload)).Id);
    }

    [Theory]
    [InlineData(4711)]
    public async Task Files_AreAsTheSchemaDescribesThem(int seed)
    {
        JsonSchema schema = JsonSchema.FromText(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plan.schema.json")));
        AssertValid(schema, Encoding.UTF8.GetString(Vector()));
        var random = new Random(seed);
        string path = Path.Combine(_folder, "random.kplan.json");
        for (int i = 0; i < 50; i++)
        {
            await WriteUncheckedAsync(path, PlanSamples.Random(random));
            AssertValid(schema, await File.ReadAllTextAsync(path));
        }
        string broken = Encoding.UTF8.GetString(Vector()).Replace("\"made_by\"", "\"by\"", StringComparison.Ordinal);
        Assert.False(schema.Evaluate(JsonDocument.Parse(broken).RootElement).IsValid);
    }

    private static void AssertValid(JsonSchema schema, string text)
    {
        EvaluationResults results = schema.Evaluate(
            JsonDocument.Parse(text).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(results.IsValid, string.Join("\n", (results.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
    }

    private async Task<Plan> WriteUncheckedAsync(string path, Plan plan)
    {
        await PlanFile.WriteAsync(path, plan, overwrite: true, CancellationToken.None);
        return PlanFile.Read(path);
    }

    private static string Refuse(byte[] content)
    {
        PlanException e = Assert.Throws<PlanException>(() => PlanFile.Parse("q4.kplan.json", content));
        Assert.Equal("KandjiInvalidPlan", e.Id);
        return e.Message;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n';

    private static string Describe(Plan plan) => PlanText.Write(PlanFormat.ToValues(plan, hash: null));

    private static byte[] Vector() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vector.kplan.json"));
}
