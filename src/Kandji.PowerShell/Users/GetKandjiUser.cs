using Kandji.Client.Users;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Users;

/// <summary>
/// <para type="synopsis">Gets users of the directory integrations: all of them, by id or e-mail address, or the user of a device.</para>
/// <para type="description">
/// E-mail addresses and names are matched whole and without regard to case, and wildcards work. A device from the pipeline returns the user
/// whom it is assigned to. An id, an address or a name without wildcards that no user has is an error, with those that come near it.
/// </para>
/// </summary>
/// <example>
///   <summary>Find a user by e-mail address</summary>
///   <code>Get-KandjiUser -Email 'left@example.com'</code>
/// </example>
/// <example>
///   <summary>List archived users who still have devices</summary>
///   <code>Get-KandjiUser -Archived | Where-Object DeviceCount -gt 0</code>
/// </example>
/// <example>
///   <summary>Whose device is this?</summary>
///   <code>Get-KandjiDevice C02XXXXXXX | Get-KandjiUser</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiUser", DefaultParameterSetName = ByFilter)]
[OutputType(typeof(User))]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List))]
public sealed class GetKandjiUser : KandjiCmdlet
{
    private const string ByFilter = "Filter";
    private const string ByReference = "User";

    private UserResolver? _resolver;

    /// <summary>The e-mail address.</summary>
    [Parameter(ParameterSetName = ByFilter, Position = 0)]
    [Alias("UserEmail")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    [TextTransformation]
    public string[]? Email { get; set; }

    /// <summary>The display name.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserNameCompleter))]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>Archived users only. With -Archived:$false the others only; without it both.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    public SwitchParameter Archived { get; set; }

    /// <summary>The UUID of the directory integration whose users to list.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("Integration")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? IntegrationId { get; set; }

    /// <summary>
    /// The id; from the pipeline also a user, a device, or a row with a column user_id or email. A device that is assigned to nobody
    /// returns nothing.
    /// </summary>
    [Parameter(ParameterSetName = ByReference, Mandatory = true, ValueFromPipeline = true)]
    [Alias("UserId")]
    [AllowEmptyCollection]
    [UserReferenceTransformation(PassesOverNobody = true)]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ByReference)
        {
            _resolver ??= new UserResolver(Client);
            foreach (UserReference reference in Id)
                Guard(reference, () => WriteModel(Await(_resolver.ResolveAsync(Fresh(reference), StopToken))));
            return;
        }

        WildcardFilter? email = WildcardFilter.Create(Email), name = WildcardFilter.Create(Name);
        bool? archived = MyInvocation.BoundParameters.ContainsKey(nameof(Archived)) ? Archived.IsPresent : null;
        var unseen = new HashSet<string>(email?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        var unseenNames = new HashSet<string>(name?.Literals ?? [], QuoteInsensitiveComparer.Comparer);
        FilterCheck<User> check = new FilterCheck<User>()
            .Is("-Archived", archived, user => user.Archived)
            .In("-IntegrationId", IntegrationId is null ? null : [IntegrationId], user => user.Integration?.Uuid);
        IEnumerable<User> users = Stream(Client.Users.ListAsync(email?.Substring, IntegrationId, archived, StopToken)).Where(check.Matches);
        var names = new List<string>();
        foreach (User user in users)
        {
            unseen.Remove(user.Email ?? "");
            unseenNames.Remove(user.Name ?? "");
            if (unseenNames.Count > 0)
                names.Add(user.Name ?? "");
            if (email?.Matches(user.Email) != false && name?.Matches(user.Name) != false)
                WriteModel(user);
        }
        WriteMissing(nameof(Email), unseen, (check, emails, token) => check.UserEmailsAsync(emails, token));
        // With other conditions beside it, a name that turned up nothing may well exist.
        if (email is null && archived is null && IntegrationId is null)
            WriteMissing(unseenNames, "No user is named", known: names);
        else
            WriteMissing(nameof(Name), unseenNames, (check, all, token) => check.UsersAsync(all, token));
    }

    // A user object on the pipeline is read again: that is what a Get command is for.
    private static UserReference Fresh(UserReference reference) => reference.User?.Id is { } id ? new UserReference(id) : reference;
}
