namespace Kandji.Automation.Inventory.Watch;

/// <summary>The rules for the address of a receiver.</summary>
internal static class WebhookAddress
{
    /// <summary>Checks an address. Its path and its query may hold secrets: no error shows more of it than the host.</summary>
    /// <exception cref="ArgumentException">Nothing may be sent there.</exception>
    public static Uri Check(Uri address)
    {
        if (!address.IsAbsoluteUri)
            throw new ArgumentException("The address of the receiver is incomplete. Give it as https://hooks.example.com/kandji.");
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        {
            throw new ArgumentException(
                $"The receiver at '{address.Host}' has to have an https address: changes name people and devices. http is accepted "
                    + "for this computer itself alone (localhost).");
        }
        if (address.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"The address of the receiver at '{address.Host}' holds a user name or a password. Leave them out: "
                    + "what is sent is signed.");
        }
        return address;
    }
}
