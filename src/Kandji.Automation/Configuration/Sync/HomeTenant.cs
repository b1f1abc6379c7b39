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
