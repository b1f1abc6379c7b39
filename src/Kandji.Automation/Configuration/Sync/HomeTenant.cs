using Kandji.Automation.Configuration.Files;
using Kandji.Client;
using Kandji.Client.Model;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>Which tenant a repository is of: the one that its settings name, or else the one that the first export read.</summary>
internal static class HomeTenant
{
    /// <summary>The host of the tenant; null when nothing was exported yet and the settings name none.</summary>
    public static string? Of(ConfigurationRepository repository) =>
        repository.Settings.TenantUrl is { } url ? Host(url, repository) : repository.State.Tenant;

    /// <summary>Indicates whether a repository is of another tenant.</summary>
    /// <exception cref="ConfigurationFileException">It is, and that was not asked for; or it is not, and a copy was asked for.</exception>
    public static bool IsOther(ConfigurationRepository repository, TenantIdentity tenant, RepositoryMode mode)
    {
        string? home = Of(repository);
        bool isOther = home is not null && !string.Equals(home, tenant.Host, StringComparison.OrdinalIgnoreCase);
        if (mode == RepositoryMode.Home && isOther)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(
                $"The repository is of the tenant {home}, and this is {tenant.Host}. To copy it to another tenant, use "
                    + "Import-KandjiConfiguration -ToTenant. Nothing was sent or written.")
            {
                Path = repository.Root, ErrorId = "KandjiOtherTenant",
            });
        }
        if (mode == RepositoryMode.Copy && !isOther)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(home is null
                ? "The repository is of no tenant yet: export one first, or write its address into '.iructl' as 'tenant_url'."
                : $"The repository is of this tenant, {home}. Leave -ToTenant out.")
            {
                Path = repository.Root, ErrorId = "KandjiOtherTenant",
            });
        }
        return isOther;
    }

    /// <summary>
    /// Checks that a repository which does not say whose it is has anything of a tenant that it is about to be made the repository of.
    /// </summary>
    /// <exception cref="ConfigurationFileException">
    /// Its files have ids of things that some tenant had, and this one knows none of them.
    /// </exception>
    public static void RequireKnownIds(
        ConfigurationRepository repository, RepositoryContents contents, TenantContents there, TenantIdentity tenant)
    {
        if (Of(repository) is not null)
            return;
        ConfigurationMember[] synchronized = contents.Members
            .Where(member => member is { Id: not null, SyncHash: not null, Schema.CanCreate: true }
                && !there.Unknown.ContainsKey(member.Kind))
            .ToArray();
        HashSet<string> known = [.. there.Members.Select(member => member.Id).OfType<string>()];
        if (synchronized.Length == 0 || synchronized.Any(member => known.Contains(member.Id!)))
            return;
        throw new ConfigurationFileException(new ConfigurationProblem(
            $"The files have {synchronized.Length} ids of things of a tenant, and {tenant.Host} knows none of them. If it is the tenant of "
                + "the repository all the same, write its address into '.iructl' as 'tenant_url'. Nothing was sent or written.")
        {
            Path = repository.Root, ErrorId = "KandjiOtherTenant",
        });
    }

    private static string Host(string url, ConfigurationRepository repository)
    {
        try
        {
            Uri address = url.Contains("://") && Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.IsLoopback
                ? uri
                : TenantAddress.FromTenant(url);
            return address.IsDefaultPort ? address.Host : address.Authority;
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationFileException(
                new ConfigurationProblem($"The setting 'tenant_url' is not the address of a tenant: {e.Message}")
            {
                Path = Path.Combine(repository.Root, RepositorySettings.FileName), Cause = e,
            });
        }
    }
}
