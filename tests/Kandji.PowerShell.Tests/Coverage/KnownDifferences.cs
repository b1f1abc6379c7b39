namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Where the client differs from the vendor's collection, and why. Everything else must agree, and an explanation of a difference that is
/// no longer there fails too.
/// </summary>
internal static class KnownDifferences
{
    private const string Deprecated = "Deprecated: version 1 of an endpoint whose version 2 the client uses. Invoke-KandjiApi reaches it.";
    private const string NotTheApi = "Goes to a store that the service names, not to the API.";
    private const string NamedInAnswers = "The answers carry a cursor, and the newest description of Prism pages by it.";
    private const string PagedAllTheSame = "The list is paged by number all the same: its answer carries next and count.";
    private const string InTheWordsOnly = "The request's description names it; its example leaves it out.";
    private const string OfAnotherRequest = "The saved example was made with the query of a list; this request reads one thing.";
    private const string OfNoClient =
        "The saved example has keys of an older form; the request itself names enrollment_code.code and .is_active.";
    private const string OtherPlatforms = "Windows and Android take other keys than Apple devices, which the example is about.";
    private const string CountsOfTheList = "The list has them; counting its threats tells the same.";
    private const string SeenInAnswers = "Real answers have the field; the collection is older.";
    private const string PartOfTheUpload = "What it answers is for the rest of the upload, which the same method goes on with.";

    /// <summary>Requests of the collection that no operation of the client stands for, by name.</summary>
    public static IReadOnlyDictionary<string, string> NotInTheClient { get; } = new Dictionary<string, string>
    {
        ["Get Behavioral Detections"] = Deprecated,
        ["Upload to S3"] = NotTheApi,
        ["Upload In-House App to S3"] = NotTheApi,
    };

    /// <summary>Operations of the client that the collection does not describe, by method and path.</summary>
    public static IReadOnlySet<string> NotInTheCollection { get; } = new HashSet<string> { "GET /api/v1/admins" };

    /// <summary>Paths that the collection has wrong, by the request's name.</summary>
    public static IReadOnlyDictionary<string, string> RightPath { get; } = new Dictionary<string, string>
    {
        // The collection repeats the path of 'Assign Library Item'.
        ["Remove Library Item"] = "/api/v1/blueprints/{}/remove-library-item",
    };

    /// <summary>Differences that are meant, as the tests word them.</summary>
    public static IReadOnlyDictionary<string, string> Differences { get; } = new Dictionary<string, string>
    {
        ["GET /api/v1/tags: query has 'page', which the collection does not name"] = PagedAllTheSame,
        ["GET /api/v1/integrations/apple/ade: query has 'page', which the collection does not name"] = PagedAllTheSame,
        ["GET /api/v1/blueprints/{}/list-library-items: query has 'page', which the collection does not name"] = PagedAllTheSame,
        ["GET /api/v1/prism/activation_lock: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/apps: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/application_firewall: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/cellular: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/certificates: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/desktop_and_screensaver: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/device_information: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/filevault: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/gatekeeper_and_xprotect: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/installed_profiles: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/kernel_extensions: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/launch_agents_and_daemons: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/local_users: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/startup_settings: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/system_extensions: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/prism/transparency_database: query has 'cursor', which the collection does not name"] = NamedInAnswers,
        ["GET /api/v1/vulnerability-management/detections: query lacks 'limit'"] =
            "The saved example names the size of a page limit; the request itself names it size.",
        ["GET /api/v1/vulnerability-management/vulnerabilities/{}: query lacks 'page'"] = OfAnotherRequest,
        ["GET /api/v1/vulnerability-management/vulnerabilities/{}: query lacks 'size'"] = OfAnotherRequest,
        ["GET /api/v1/vulnerability-management/vulnerabilities/{}: query lacks 'sort_by'"] = OfAnotherRequest,
        ["GET /api/v1/vulnerability-management/vulnerabilities/{}: query lacks 'filter'"] = OfAnotherRequest,

        ["POST /api/v1/integrations/apple/ade/: body has 'use_blueprint_routing', which the collection does not name"] = InTheWordsOnly,
        ["POST /api/v1/integrations/apple/ade/{}/renew: body has 'use_blueprint_routing', which the collection does not name"] =
            InTheWordsOnly,
        ["PATCH /api/v1/integrations/apple/ade/{}: body has 'use_blueprint_routing', which the collection does not name"] = InTheWordsOnly,
        ["POST /api/v1/blueprints: body lacks 'code'"] = OfNoClient,
        ["POST /api/v1/blueprints: body lacks 'is_active'"] = OfNoClient,
        ["POST /api/v1/devices/{}/action/erase: body has 'erase_mode', which the collection does not name"] = OtherPlatforms,
        ["POST /api/v1/devices/{}/action/erase: body has 'erase_flags', which the collection does not name"] = OtherPlatforms,

        ["GET /api/v1/devices: [] has 2 items and came out with 1"] = "The example lists one device twice; a list never does.",
        ["DELETE /api/v1/devices/{}/notes/{}: no method returns what it answers"] =
            "The answer says which note was deleted and when: what was asked, now.",
        ["POST /api/v1/library/custom-apps/upload: no method returns what it answers"] = PartOfTheUpload,
        ["POST /api/v1/library/ipa-apps/upload: no method returns what it answers"] = PartOfTheUpload,
        ["GET /api/v1/library/ipa-apps/upload/{}/status: no method returns what it answers"] = PartOfTheUpload,
        ["GET /api/v1/threat-details: malware_count lies beside the list and does not come out"] = CountsOfTheList,
        ["GET /api/v1/threat-details: pup_count lies beside the list and does not come out"] = CountsOfTheList,
        ["POST /api/v1/library/custom-profiles: body has 'runs_on_vision', which the collection does not name"] = SeenInAnswers,
        ["POST /api/v1/library/custom-profiles: body has 'runs_on_android', which the collection does not name"] = SeenInAnswers,
        ["POST /api/v1/library/custom-profiles: body has 'runs_on_windows', which the collection does not name"] = SeenInAnswers,
        ["PATCH /api/v1/library/custom-profiles/{}: body has 'runs_on_vision', which the collection does not name"] = SeenInAnswers,
        ["PATCH /api/v1/library/custom-profiles/{}: body has 'runs_on_android', which the collection does not name"] = SeenInAnswers,
        ["PATCH /api/v1/library/custom-profiles/{}: body has 'runs_on_windows', which the collection does not name"] = SeenInAnswers,
    };

    /// <summary>Fields that come out under another name: the secrets of a device lie in one object.</summary>
    public static IReadOnlyDictionary<string, string> OtherNames { get; } = new Dictionary<string, string>
    {
        ["GET /api/v1/devices/{}/secrets/bypasscode: user_based_albc"] = "UserBypassCode",
        ["GET /api/v1/devices/{}/secrets/bypasscode: device_based_albc"] = "DeviceBypassCode",
        ["GET /api/v1/devices/{}/secrets/filevaultkey: key"] = "FileVaultKey",
        ["GET /api/v1/devices/{}/secrets/unlockpin: pin"] = "UnlockPin",
    };
}
