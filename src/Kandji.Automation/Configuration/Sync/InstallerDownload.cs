using Kandji.Automation.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Library;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>
/// Downloads the installers of apps to the folder of installers. One that is there with the right sum is not downloaded again, so that a
/// run that was ended goes on where it was.
/// </summary>
/// <param name="workspace">The repository and the tenant.</param>
internal sealed class InstallerDownload(ConfigurationWorkspace workspace)
{
    private const int MostAtOnce = 8;

    private readonly KandjiClient _client = workspace.Client;
    private readonly PayloadFolder _folder = new(workspace.Repository);

    /// <summary>Downloads the installers, several at once.</summary>
    /// <param name="progress">Is told of each that is there, from any thread.</param>
    /// <param name="cancellationToken">Ends the downloads under way.</param>
    public async Task<(IReadOnlyList<ConfigurationFileResult> Results, IReadOnlyList<ConfigurationProblem> Problems)> RunAsync(
        IProgress<(int Done, int All)>? progress, CancellationToken cancellationToken)
    {
        // Several apps may have the same file.
        List<ConfigurationMember> apps = workspace.Tenant.Members
            .Where(member => member.Source is IUploadedItem && workspace.Scope.Includes(member.Kind, member.Name)
                && member.Installer?.Sha256 is not null)
            .GroupBy(member => _folder.GetPath(member.Installer!), StringComparer.OrdinalIgnoreCase).Select(same => same.First()).ToList();
        if (apps.Count == 0)
            return ([], []);
        await _folder.CreateAsync(cancellationToken).ConfigureAwait(false);
        var results = new List<ConfigurationFileResult>();
        var problems = new List<ConfigurationProblem>();
        int done = 0;
        using var places = new SemaphoreSlim(MostAtOnce);
        await Task.WhenAll(apps.Select(OneAsync)).ConfigureAwait(false);
        return (results.OrderBy(result => result.Name, StringComparer.Ordinal).ToList(), problems);

        async Task OneAsync(ConfigurationMember app)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (await _folder.FindAsync(app.Installer!, cancellationToken).ConfigureAwait(false) is null)
                {
                    string path = _folder.GetPath(app.Installer!);
                    await DownloadAsync(app, path, cancellationToken).ConfigureAwait(false);
                    lock (results)
                        results.Add(Result(app, path));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException
                || (e is KandjiApiException failure && failure.Kind is not (
                    KandjiErrorKind.Unauthorized or KandjiErrorKind.Unreachable or KandjiErrorKind.Closed)))
            {
                lock (results)
                {
                    problems.Add(new ConfigurationProblem($"The installer of {app} was not downloaded. {e.Message}")
                    {
                        Kind = app.Kind, Name = app.Name, Id = app.Id, Path = _folder.GetPath(app.Installer!), Cause = e,
                    });
                }
            }
            finally
            {
                places.Release();
                progress?.Report((Interlocked.Increment(ref done), apps.Count));
            }
        }
    }

    private async Task DownloadAsync(ConfigurationMember app, string path, CancellationToken cancellationToken)
    {
        var item = (IUploadedItem)app.Source!;
        try
        {
            await _client.Library.DownloadAsync(item, path, overwrite: true, null, cancellationToken, resumes: true).ConfigureAwait(false);
        }
        catch (KandjiApiException e) when (
            e.Kind is KandjiErrorKind.BadRequest or KandjiErrorKind.Forbidden or KandjiErrorKind.InvalidResponse)
        {
            // The address that the list named has expired. The service names a new one for each answer.
            item = item is CustomApp
                ? await _client.Library.GetCustomAppAsync(app.Id!, cancellationToken).ConfigureAwait(false)
                : await _client.Library.GetInHouseAppAsync(app.Id!, cancellationToken).ConfigureAwait(false);
            await _client.Library.DownloadAsync(item, path, overwrite: true, null, cancellationToken, resumes: true).ConfigureAwait(false);
        }
    }

    private ConfigurationFileResult Result(ConfigurationMember app, string path) => new()
    {
        Kind = app.Kind, Name = app.Name, Id = app.Id, Outcome = ConfigurationOutcome.Downloaded, Path = path,
        Tenant = _client.Identity.Name,
    };
}
