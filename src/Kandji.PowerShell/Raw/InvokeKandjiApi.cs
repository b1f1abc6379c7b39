using System.Collections;
using System.Text.Json;
using Kandji.Client.Raw;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Raw;

/// <summary>
/// <para type="synopsis">Calls anything that the API offers, by method and path, with the session's token.</para>
/// <para type="description">
/// For what no other command stands for, and for what the service adds tomorrow. Requests are authorized, paced and retried as all others
/// are. A GET reads all pages of a list, whatever its style of paging, and writes its items; -NoPaging writes the first answer as it is.
/// Objects have the API's own names and values: times are text. The path stays on the tenant's own host.
/// </para>
/// <para type="description">
/// Everything but GET and HEAD supports -WhatIf and -Confirm. These ask unless -Force or -Confirm:$false is given: DELETE; every request
/// below /action/ that is not, spelled exactly, an action that is known to erase, lock out and delete nothing; every change by a path that
/// this module does not know and that speaks of erasing, locking, removing or the like; and every request that names another method in its
/// query or its body.
/// </para>
/// </summary>
/// <example>
///   <summary>List all Macs as the API shows them</summary>
///   <code>Invoke-KandjiApi '/api/v1/devices?platform=Mac'</code>
/// </example>
/// <example>
///   <summary>Create a tag</summary>
///   <code>Invoke-KandjiApi /api/v1/tags -Method POST -Body @{ name = 'lease-2030' }</code>
/// </example>
/// <example>
///   <summary>Look at the last audit events as they come</summary>
///   <code>Invoke-KandjiApi /api/v1/audit/events -Query @{ limit = 3; sort_by = '-occurred_at' } -NoPaging -Raw</code>
/// </example>
/// <example>
///   <summary>Send a form</summary>
///   <code>$body = @{ name = 'Pilots'; 'enrollment_code.is_active' = $true }
/// Invoke-KandjiApi /api/v1/blueprints POST -Body $body -ContentType 'application/x-www-form-urlencoded'</code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "KandjiApi", DefaultParameterSetName = WithBody, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PSObject), typeof(string))]
[NoFixedOperation("Calls whatever its path names, and needs the permission for that.")]
public sealed class InvokeKandjiApi : ChangeCmdlet
{
    private const string WithBody = "Body";
    private const string WithFile = "File";
    private const string WithForm = "Form";

    /// <summary>
    /// The path, with or without a query: /api/v1/devices?platform=Mac. The query need not be percent-encoded. A whole URL is taken
    /// when it leads to the session's own host.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Uri", "Endpoint")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ApiPathCompleter))]
    [TextTransformation]
    public string Path { get; set; } = "";

    /// <summary>The HTTP method. GET without it.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")]
    [TextTransformation]
    public string Method { get; set; } = "GET";

    /// <summary>More of the query, as a hashtable: @{ platform = 'Mac'; limit = 100 }. A list of values repeats the name.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>
    /// The body: a hashtable or an object, which is sent as JSON (as a url-encoded form with that -ContentType), or text, which is sent as
    /// it is. Each object of the pipeline is the body of a request of its own.
    /// </summary>
    [Parameter(ParameterSetName = WithBody, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? Body { get; set; }

    /// <summary>A file whose content is the body.</summary>
    [Parameter(ParameterSetName = WithFile, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? InFile { get; set; }

    /// <summary>A multipart form as a hashtable. A value that is a file (Get-Item) is uploaded.</summary>
    [Parameter(ParameterSetName = WithForm, Mandatory = true)]
    [ValidateNotNull]
    public IDictionary? Form { get; set; }

    /// <summary>The content type of the body. The default is application/json.</summary>
    [Parameter(ParameterSetName = WithBody)]
    [Parameter(ParameterSetName = WithFile)]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string ContentType { get; set; } = "application/json";

    /// <summary>Writes each answer as the text that came instead of objects.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Sends one request and writes its answer as it is, with what it says of other pages.</summary>
    [Parameter]
    public SwitchParameter NoPaging { get; set; }

    /// <summary>
    /// How many items of a list to write at most. The rest is not read. Not together with -Raw and -NoPaging, which write whole answers.
    /// </summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    [ExcludesParameters(
        nameof(Raw), nameof(NoPaging), Reason = "that writes whole answers. For a short answer give a limit: -Query @{ limit = 3 }")]
    public int? First { get; set; }

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string NotPlannable => "what an endpoint does, and what it changes, is not known here";

    /// <inheritdoc/>
    protected override void Process() => Guard(Path, () =>
    {
        string method = Method.ToUpperInvariant();
        var request = new RawRequest(method, Path)
        {
            Query = Query is null ? [] : RawBody.TextsOfQuery(Query).ToArray(),
            Body = MakeBody(),
            Texts = [.. InFile is null ? RawBody.TextsIn(Form ?? Body) : RawBody.TextsInFile(FilePath.Resolve(SessionState, InFile))],
        };
        // Looked at before anything is asked or said: a path that leads elsewhere is refused even under -WhatIf.
        string path = Client.Raw.Describe(request);
        if (Client.Raw.MayChange(request))
            RequireWritableSession();
        bool mayDestroy = Client.Raw.MayDestroy(request);
        if ((mayDestroy || method is not ("GET" or "HEAD")) && !Confirmed(method, path, mayDestroy))
            return;
        if (method == "GET" && !NoPaging)
            WriteList(request);
        else
            Send(request, method, path);
    });

    private Func<HttpContent>? MakeBody()
    {
        if (Form is not null)
            return RawBody.FromForm(Form, StopToken);
        if (InFile is not null)
        {
            string file = FilePath.Resolve(SessionState, InFile);
            return File.Exists(file)
                ? RawBody.FromFile(file, ContentType)
                : throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{file}'.");
        }
        return Body is null ? null : RawBody.Create(Body, ContentType);
    }

    private void Send(RawRequest request, string method, string path)
    {
        if (method is "GET" or "HEAD")
        {
            WriteResponse(Await(Client.Raw.SendAsync(request, StopToken)));
            return;
        }
        SentChange change = NewChange(method, path, null,
            path.Split('?')[0].EndsWith("/action/lock", StringComparison.OrdinalIgnoreCase) ? DeviceActionResult.PinHint : null);
        RawResponse answer = Await(ChangeAsync(change, (client, token) => client.Raw.SendAsync(request, token), StopToken));
        // An answer that says nothing counts as told when the command has come to its end.
        if (answer.Text.Length > 0)
            WriteResult(answer, () => WriteResponse(answer));
    }

    private bool Confirmed(string method, string path, bool mayDestroy) =>
        mayDestroy
            ? ConfirmWith(Force).Ask(path, method, $"Send {method} {path}{(TenantToName is null ? $" to {ConnectedSession}" : "")}?")
            : ShouldProcess(path, method);

    private void WriteList(RawRequest request)
    {
        int left = First ?? int.MaxValue;
        foreach (RawPage page in Stream(Client.Raw.ReadAllAsync(request, Raw, StopToken)))
        {
            if (Raw || page.Items is null)
            {
                WriteResponse(page.Response);
                continue;
            }
            foreach (JsonElement item in page.Items)
            {
                WriteObject(RawOutput.Create(item));
                if (--left == 0)
                    return;
            }
        }
    }

    private void WriteResponse(RawResponse answer)
    {
        if (!Raw && answer.Json is { } json)
            WriteObject(RawOutput.Create(json), enumerateCollection: true);
        else if (answer.Text.Length > 0)
            WriteObject(answer.Text);
    }
}
