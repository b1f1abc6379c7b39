using Kandji.Client.Http;
using Kandji.PowerShell.Completion;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.PowerShell.Tests.Completion;

public sealed class CompletionCacheTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Get_WithinTheLifetime_LoadsOnce()
    {
        var cache = new CompletionCache(_clock);
        int loads = 0;

        cache.Get("kind", () => Load("first", ref loads));
        _clock.Advance(CompletionCache.Lifetime);
        Assert.Equal(["first"], Values(cache.Get("kind", () => Load("second", ref loads))));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["third"], Values(cache.Get("kind", () => Load("third", ref loads))));
        Assert.Equal(2, loads);
    }

    [Fact]
    public async Task Get_WhenLoadingTakesLong_ReturnsWhatHasComeAndGoesOnInTheBackground()
    {
        var cache = new CompletionCache(_clock);
        var rest = new TaskCompletionSource();
        var firstCame = new TaskCompletionSource();
        async IAsyncEnumerable<Suggestion> Slow()
        {
            yield return new Suggestion("a");
            firstCame.SetResult();
            await rest.Task;
            yield return new Suggestion("b");
        }

        Task<IReadOnlyList<Suggestion>> asked = Task.Run(() => cache.Get("kind", Slow));
        await firstCame.Task;
        while (!asked.IsCompleted)
        {
            _clock.Advance(cache.Timeout);
            await Task.Yield();
        }
        Assert.Equal(["a"], Values(await asked));

        rest.SetResult();
        Assert.Equal(["a", "b"], Values(cache.Get("kind", () => throw new InvalidOperationException("Loaded again."))));
    }

    [Fact]
    public void Get_WhenLoadingFails_OffersWhatWasThereBefore()
    {
        var cache = new CompletionCache(_clock);
        int loads = 0;
        cache.Get("kind", () => Load("first", ref loads));
        _clock.Advance(CompletionCache.Lifetime + TimeSpan.FromSeconds(1));

        Assert.Equal(["first"], Values(cache.Get("kind", () => throw new KandjiApiException(KandjiErrorKind.Forbidden, "no"))));
    }

    [Theory]
    [InlineData("Engineering", "Engineering")]
    [InlineData("left@example.com", "left@example.com")]
    [InlineData("/api/v1/devices", "/api/v1/devices")]
    [InlineData("/api/v1/devices/{device_id}", "'/api/v1/devices/{device_id}'")]
    [InlineData("Shared iPads", "'Shared iPads'")]
    [InlineData("O'Hara", "'O''Hara'")]
    [InlineData("Ada’s", "'Ada’’s'")]
    [InlineData("$home", "'$home'")]
    [InlineData("0123", "'0123'")]
    [InlineData("-Force", "'-Force'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("", "''")]
    public void Quote_LeavesBareOnlyWhatPowerShellReadsAsItStands(string value, string expected) =>
        Assert.Equal(expected, CompletionText.Quote(value));

    [Theory]
    [InlineData("Shared iPads", "\"Shared iPads\"")]
    [InlineData("costs $5", "'costs $5'")]
    public void Quote_WhenADoubleQuoteWasTyped_KeepsItWhereItMay(string value, string expected) =>
        Assert.Equal(expected, CompletionText.Quote(value, '"'));

    private static IEnumerable<string> Values(IReadOnlyList<Suggestion> suggestions) => suggestions.Select(s => s.Value);

    private static IAsyncEnumerable<Suggestion> Load(string value, ref int loads)
    {
        loads++;
        return new[] { new Suggestion(value) }.ToAsyncEnumerable();
    }
}
