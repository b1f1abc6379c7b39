using Kandji.Automation.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Http;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>A repository and a tenant, both read, and compared with each other: where exporting and importing begin.</summary>
internal sealed class ConfigurationWorkspace : IDisposable
{
    private readonly RepositoryLock? _lock;

    private ConfigurationWorkspace(
        ConfigurationRepository repository, KandjiClient client, ConfigurationScope scope, RepositoryContents contents,
        TenantContents tenant, ConfigurationNames names, ThreeWayComparison comparison, RepositoryLock? repositoryLock)
    {
        _lock = repositoryLock;
        Repository = repository;
        Client = client;
        Scope = scope;
        Contents = contents;
        Tenant = tenant;
        Names = names;
        Changes = comparison.Changes.Where(change => scope.Includes(change.Kind, change.Name)).ToList();
        Same = comparison.Same.Where(pair => scope.Includes(pair.Local.Kind, pair.Local.Name)).ToList();
        Problems = contents.Problems.Concat(comparison.Problems)
            .Where(problem => problem.Name is null || problem.StopsImport || problem.Kind is not { } kind
                || scope.Includes(kind, problem.Name))
            .ToList();
    }

    /// <summary>The repository.</summary>
    public ConfigurationRepository Repository { get; }

    /// <summary>The tenant's client.</summary>
    public KandjiClient Client { get; }

    /// <summary>The scope of the job.</summary>
    public ConfigurationScope Scope { get; }

    /// <summary>The files.</summary>
    public RepositoryContents Contents { get; }

    /// <summary>The tenant's things.</summary>
    public TenantContents Tenant { get; }

    /// <summary>Resolves references.</summary>
    public ConfigurationNames Names { get; }

    /// <summary>The things in which the two differ, in the order of dependence.</summary>
    public IReadOnlyList<MemberChange> Changes { get; }

    /// <summary>The things that both have with the same content.</summary>
    public IReadOnlyList<MemberPair> Same { get; }

    /// <summary>
    /// The things that could not be read or compared. Kinds that the token may not read are in <see cref="TenantContents.Unknown"/>.
    /// </summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    /// <summary>The kinds that were asked for and that the tenant does not let be read.</summary>
    public IEnumerable<KeyValuePair<ConfigurationKind, KandjiApiException>> Unknown =>
        Tenant.Unknown.Where(unknown => Scope.Kinds.Contains(unknown.Key));

    /// <summary>Reads a repository and a tenant, and compares them. No file is written.</summary>
    /// <param name="path">A folder of the repository.</param>
    /// <param name="client">The tenant's client.</param>
    /// <param name="scope">What the job is about.</param>
    /// <param name="mode">Which tenant it is to be.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <exception cref="ConfigurationFileException">There is no repository, or it is of another tenant.</exception>
    /// <exception cref="KandjiApiException">Nothing can be read: the token is dead, or the host is not there.</exception>
    public static Task<ConfigurationWorkspace> OpenAsync(
        string path, KandjiClient client, ConfigurationScope scope, RepositoryMode mode, CancellationToken cancellationToken) =>
        OpenAsync(path, client, scope, mode, null, cancellationToken);

    /// <summary>
    /// Reads a repository and a tenant, and compares them. Until it is disposed of no other program writes to the repository; it is read
    /// only
    /// then, so that nothing is written for what another program has done meanwhile.
    /// </summary>
    /// <param name="path">A folder of the repository.</param>
    /// <param name="client">The tenant's client.</param>
    /// <param name="scope">What the job is about.</param>
    /// <param name="mode">Which tenant it is to be.</param>
    /// <param name="clock">The time, for those who find the repository locked.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <exception cref="ConfigurationFileException">
    /// There is no repository, it is of another tenant, or another program is writing to it.
    /// </exception>
    /// <exception cref="KandjiApiException">Nothing can be read: the token is dead, or the host is not there.</exception>
    public static async Task<ConfigurationWorkspace> OpenForWritingAsync(
        string path, KandjiClient client, ConfigurationScope scope, RepositoryMode mode, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        ConfigurationRepository repository = ConfigurationRepository.Open(path);
        HomeTenant.IsOther(repository, client.Identity, mode);
        RepositoryLock repositoryLock = RepositoryLock.Take(repository.Root, clock.GetUtcNow());
        try
        {
            return await OpenAsync(path, client, scope, mode, repositoryLock, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            repositoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Indicates whether files may be written.</summary>
    /// <exception cref="InvalidOperationException">It was opened for reading.</exception>
    public void RequireWriting()
    {
        // A copy to another tenant writes no file.
        if (_lock is null && !Names.IsCopy)
            throw new InvalidOperationException("The repository was opened for reading.");
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private static async Task<ConfigurationWorkspace> OpenAsync(
        string path, KandjiClient client, ConfigurationScope scope, RepositoryMode mode, RepositoryLock? repositoryLock,
        CancellationToken cancellationToken)
    {
        ConfigurationRepository repository = ConfigurationRepository.Open(path);
        bool isCopy = HomeTenant.IsOther(repository, client.Identity, mode);
        RepositoryContents contents = repository.Read(scope.Kinds, cancellationToken);
        // The other files tell the names of the ids of the home tenant.
        RepositoryContents all = isCopy ? repository.Read(ConfigurationKinds.Comparable, cancellationToken) : contents;
        TenantContents tenant = await new TenantReader(client).ReadAsync(scope.Kinds, contents, cancellationToken).ConfigureAwait(false);
        if (mode == RepositoryMode.Home)
            HomeTenant.RequireKnownIds(repository, contents, tenant, client.Identity);
        ConfigurationNames names = isCopy ? ForCopy(all) : new ConfigurationNames();
        tenant.AddNames(names);
        if (!isCopy)
            AddFileNames(contents, names);
        ThreeWayComparison comparison = new ThreeWayComparer(repository, contents, tenant, names).Compare(scope.Kinds);
        return new ConfigurationWorkspace(repository, client, scope, contents, tenant, names, comparison, repositoryLock);
    }

    private static void AddFileNames(RepositoryContents contents, ConfigurationNames names)
    {
        foreach (ConfigurationMember member in contents.Members)
        {
            if (member.Kind == ConfigurationKind.Blueprint)
                names.FileBlueprints.Add(member.Id, member.Name);
            else if (member.Kind is ConfigurationKind.CustomScript or ConfigurationKind.CustomProfile or ConfigurationKind.CustomApp
                or ConfigurationKind.InHouseApp)
                names.FileLibraryItems.Add(member.Id, member.Name);
        }
    }

    private static ConfigurationNames ForCopy(RepositoryContents contents)
    {
        var home = new ConfigurationNames();
        new TenantContents(contents.Members, new Dictionary<ConfigurationKind, KandjiApiException>()).AddNames(home);
        return new ConfigurationNames
        {
            HomeCategories = home.Categories, HomeBlueprints = home.Blueprints, HomeLibraryItems = home.LibraryItems,
        };
    }
}
