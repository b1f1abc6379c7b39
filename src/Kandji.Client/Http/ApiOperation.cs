namespace Kandji.Client.Http;

/// <summary>
/// One operation of the API, described by data: method, path, the permission that a token needs for it, and the names
/// that its query and body may use. The request pipeline does the rest.
/// </summary>
public sealed class ApiOperation
{
    private readonly bool? _mayChange;

    /// <summary>Describes an operation.</summary>
    /// <param name="method">The HTTP method in capitals: <c>GET</c>, <c>POST</c>, <c>PATCH</c>, <c>PUT</c> or <c>DELETE</c>.</param>
    /// <param name="path">The path from the root, with placeholders: <c>/api/v1/devices/{device_id}</c>.</param>
    /// <param name="section">The section of Settings &gt; Access &gt; API tokens that holds the permission.</param>
    /// <param name="permission">The permission's name in that section.</param>
    public ApiOperation(string method, string path, string section, string permission)
    {
        Method = new HttpMethod(method);
        Path = path;
        Section = section;
        Permission = permission;
    }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path from the root, with placeholders in braces.</summary>
    public string Path { get; }

    /// <summary>The section of Settings &gt; Access &gt; API tokens that holds the permission.</summary>
    public string Section { get; }

    /// <summary>The permission that a token needs for this operation.</summary>
    public string Permission { get; }

    /// <summary>The names that the query of this operation may use.</summary>
    public IReadOnlyList<string> Query { get; init; } = Array.Empty<string>();

    /// <summary>The top-level keys that the body of this operation may use.</summary>
    public IReadOnlyList<string> Body { get; init; } = Array.Empty<string>();

    /// <summary>True when the operation changes nothing, so that it may be sent again after any failure.</summary>
    public bool IsRead => Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>
    /// Indicates whether the operation may change something in the tenant, so that a client that only reads refuses it. That of everything
    /// but reads, unless set: a POST that has a report made changes nothing that anybody works with.
    /// </summary>
    public bool MayChange
    {
        get => _mayChange ?? !IsRead;
        init => _mayChange = value;
    }

    /// <summary>The operation as documentation writes it: <c>GET /api/v1/devices</c>.</summary>
    /// <returns>Method and path.</returns>
    public override string ToString() => Method + " " + Path;
}
