using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Automation.Tests.Configuration.Files;

namespace Kandji.Automation.Tests.Plans;

/// <summary>Approvals, their signatures, and which of them count.</summary>
public sealed class PlanApprovalTests : IDisposable
{
    private static readonly X509Certificate2 Rsa = CreateRsa("CN=Grace");
    private static readonly X509Certificate2 Ecdsa = CreateEcdsa("CN=Edsger");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string PlanPath => Path.Combine(_folder.Path, "q4.kplan.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_OfASignedApproval_Counts(bool isEcdsa)
    {
        X509Certificate2 certificate = isEcdsa ? Ecdsa : Rsa;
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", certificate);

        Assert.Single(Check(plan, 1, Approver.FromCertificate(certificate)));
        Assert.Single(Check(plan, 1, Approver.Parse(certificate.Thumbprint)));
        string asWindowsShowsIt = "\u200e" + string.Join(' ', certificate.Thumbprint.Chunk(2).Select(pair => new string(pair)));
        Assert.Single(Check(plan, 1, Approver.Parse(asWindowsShowsIt)));
        Assert.Single(Check(plan, 1, Approver.Parse(Convert.ToHexString(SHA256.HashData(certificate.RawData)))));
    }

    [Fact]
    public async Task Check_CountsEachKeyOnce()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Rsa);
        await ApproveAsync(plan, "edsger@desk", Rsa);

        PlanException e = Assert.Throws<PlanException>(
            () => Check(plan, 2, Approver.FromCertificate(Rsa), Approver.FromCertificate(Ecdsa)));

        Assert.Equal("KandjiPlanNotApproved", e.Id);
        Assert.Contains("second of the same key", e.Message);
        await ApproveAsync(plan, "edsger@desk", Ecdsa);
        Assert.Equal(2, Check(plan, 2, Approver.FromCertificate(Rsa), Approver.FromCertificate(Ecdsa)).Count);
    }

    [Fact]
    public async Task Check_DoesNotCountStatementsWhereSignaturesAreAskedFor()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", null);

        Assert.Contains("it is not signed", Refused(plan, Approver.FromCertificate(Rsa)));
        Assert.Single(Check(plan, 1));
    }

    [Fact]
    public async Task Check_DoesNotCountOtherCertificatesThanThoseThatAreNamed()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Rsa);

        Assert.Contains("is none of -ApprovedBy", Refused(plan, Approver.FromCertificate(Ecdsa)));
    }

    [Fact]
    public async Task Check_DoesNotCountWhoMadeThePlan_OnWhicheverMachine()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "ADA@another-machine", Rsa);

        Assert.Contains("who made a plan does not approve it", Refused(plan, Approver.FromCertificate(Rsa)));
        Assert.Contains("who made a plan does not approve it", Refused(plan));
    }

    [Fact]
    public async Task Check_DoesNotCountWhatWasMadeAfterTheFirstStep()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Rsa);

        PlanException e = Assert.Throws<PlanException>(() => new ApprovalRequirement(1, [Approver.FromCertificate(Rsa)]).Check(
            plan, PlanPath, ApprovalFile.Read(PlanPath), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow));

        Assert.Contains("after the first step", e.Message);
    }

    [Fact]
    public async Task Check_DoesNotBeginWithAnApprovalThatWouldBeLaterThanTheFirstStep()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Rsa);
        var requirement = new ApprovalRequirement(1, [Approver.FromCertificate(Rsa)]);

        // The clock of the machine that applies is three minutes behind that of the one where it was approved.
        PlanException e = Assert.Throws<PlanException>(() => requirement.Check(
            plan, PlanPath, ApprovalFile.Read(PlanPath), null, DateTime.UtcNow.AddMinutes(-3)));

        Assert.Equal("KandjiPlanNotApproved", e.Id);
        Assert.Contains("compare the clocks", e.Message);
    }

    [Fact]
    public async Task Check_OfAnApprovalForAnotherPlan_IsAnErrorEvenWhereNoneIsAskedFor()
    {
        Plan first = await WritePlanAsync();
        await ApproveAsync(first, "grace@desk", Rsa);
        Plan second = await WritePlanAsync("another");

        PlanException e = Assert.Throws<PlanException>(() => Check(second, 0));

        Assert.Equal("KandjiInvalidPlanApproval", e.Id);
        Assert.Contains(first.Hash, e.Message);
        Assert.Contains(second.Hash, e.Message);
    }

    [Theory]
    [InlineData("grace@desk", "hopper@desk")]
    [InlineData("As agreed", "As agreed?")]
    public async Task Check_OfAnEditedApproval_IsAnError(string what, string with)
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Rsa);
        string file = PlanFile.GetApprovalsPath(PlanPath);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Token)).Replace(what, with), Token);

        PlanException e = Assert.Throws<PlanException>(() => Check(plan, 0));

        Assert.Equal("KandjiInvalidPlanApproval", e.Id);
        Assert.Contains("edited", e.Message);
    }

    [Fact]
    public async Task Read_WithAByteChangedAnywhere_IsAnErrorOrDoesNotCount()
    {
        Plan plan = await WritePlanAsync();
        await ApproveAsync(plan, "grace@desk", Ecdsa);
        string file = PlanFile.GetApprovalsPath(PlanPath);
        byte[] whole = await File.ReadAllBytesAsync(file, Token);
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(file, changed, Token);
            try
            {
                Check(plan, 1, Approver.FromCertificate(Ecdsa));
                // White space, and bits at the end of Base64 that mean nothing.
                Assert.True(whole[at] is (byte)' ' or (byte)'\n' || char.IsLetterOrDigit((char)whole[at]), $"byte {at}");
            }
            catch (PlanException e)
            {
                Assert.Contains(e.Id, new[] { "KandjiInvalidPlanApproval", "KandjiPlanNotApproved", "KandjiNewerSchema" });
                refused++;
            }
        }
        Assert.True(refused > whole.Length * 0.9, $"{refused} of {whole.Length}");
    }

    [Fact]
    public void Sign_WithAnExpiredOrAWeakCertificate_IsRefused()
    {
        using var key = RSA.Create(1024);
        using X509Certificate2 weak = new CertificateRequest("CN=Weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using X509Certificate2 expired = CreateRsa("CN=Old", DateTimeOffset.UtcNow.AddDays(-1));
        using var shown = X509CertificateLoader.LoadCertificate(Rsa.RawData);
        PlanApproval approval = NewApproval(new Plan { Hash = "h" }, "grace@desk");

        Assert.Contains("1024 bits", Assert.Throws<ArgumentException>(() => ApprovalSignature.Sign(approval, weak)).Message);
        Assert.Contains("was valid from", Assert.Throws<ArgumentException>(() => ApprovalSignature.Sign(approval, expired)).Message);
        Assert.Contains("private key", Assert.Throws<ArgumentException>(() => ApprovalSignature.Sign(approval, shown)).Message);
    }

    [Fact]
    public async Task Add_TakesOutApprovalsOfAnotherPlan()
    {
        Plan first = await WritePlanAsync();
        await ApproveAsync(first, "grace@desk", Rsa);
        Plan second = await WritePlanAsync("another");

        Assert.Equal(1, await ApproveAsync(second, "edsger@desk", Ecdsa));

        Assert.Single(Check(second, 1, Approver.FromCertificate(Ecdsa)));
    }

    private string Refused(Plan plan, params Approver[] approvers)
    {
        PlanException e = Assert.Throws<PlanException>(() => Check(plan, 1, approvers));
        Assert.Equal("KandjiPlanNotApproved", e.Id);
        return e.Message;
    }

    private IReadOnlyList<PlanApproval> Check(Plan plan, int count, params Approver[] approvers) =>
        new ApprovalRequirement(count, approvers).Check(plan, PlanPath, ApprovalFile.Read(PlanPath), null, DateTime.UtcNow);

    private Task<Plan> WritePlanAsync(string comment = "first") => PlanFile.WriteAsync(
        PlanPath,
        new Plan
        {
            Host = "acme.api.kandji.io", Tenant = "acme", MadeBy = "ada@laptop", Comment = comment,
            MadeAt = DateTime.UnixEpoch, ValidUntil = DateTime.UnixEpoch.AddDays(1),
        },
        overwrite: true, Token);

    private async Task<int> ApproveAsync(Plan plan, string person, X509Certificate2? certificate)
    {
        PlanApproval approval = NewApproval(plan, person);
        return await ApprovalFile.AddAsync(
            PlanPath, certificate is null ? approval : ApprovalSignature.Sign(approval, certificate), TimeProvider.System, Token);
    }

    private PlanApproval NewApproval(Plan plan, string person)
    {
        DateTime now = DateTime.UtcNow;
        return new PlanApproval
        {
            Path = PlanFile.GetApprovalsPath(PlanPath), PlanHash = plan.Hash, Person = person, Comment = "As agreed",
            TimeUtc = new DateTime(now.Ticks - (now.Ticks % 10), DateTimeKind.Utc),
        };
    }

    private static X509Certificate2 CreateRsa(string name, DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), until ?? DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 CreateEcdsa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(1));
    }
}
