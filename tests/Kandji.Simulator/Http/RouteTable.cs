namespace Kandji.Simulator.Http;

/// <summary>Finds the route of a request. A trailing slash makes no difference.</summary>
internal sealed class RouteTable
{
    private readonly Node _root = new();
    private readonly HashSet<string> _permissions = new(StringComparer.OrdinalIgnoreCase);

    public static RouteTable All { get; } = Build();

    public IReadOnlyCollection<string> Permissions => _permissions;

    public void Get(string template, string permission, Func<ApiRequest, ApiResponse> handler) => Add("GET", template, permission, handler);

    public void Post(string template, string permission, Func<ApiRequest, ApiResponse> handler) =>
        Add("POST", template, permission, handler);

    public void Patch(string template, string permission, Func<ApiRequest, ApiResponse> handler) =>
        Add("PATCH", template, permission, handler);

    public void Delete(string template, string permission, Func<ApiRequest, ApiResponse> handler) =>
        Add("DELETE", template, permission, handler);

    /// <summary>Adds what is asked for without a token.</summary>
    public void Open(string method, string template, Func<ApiRequest, ApiResponse> handler) => Add(method, template, null, handler);

    /// <summary>The route, or null with the methods that the path does know, or null with none when nothing has the path.</summary>
    public Route? Find(string method, string path, out string[] segments, out IReadOnlyCollection<string> allowed)
    {
        segments = path.Trim('/').Split('/');
        var node = _root.Find(segments);
        allowed = node is null ? [] : node.Routes.Keys;
        return node?.Routes.GetValueOrDefault(method);
    }

    private void Add(string method, string template, string? permission, Func<ApiRequest, ApiResponse> handler)
    {
        var route = new Route(method, template, permission, handler);
        var node = _root;
        foreach (var segment in route.Segments)
            node = segment.StartsWith('{') ? node.Parameter ??= new Node() : node.Child(segment);
        node.Routes.Add(method, route);
        if (permission is not null)
            _permissions.Add(permission);
    }

    private static RouteTable Build()
    {
        var table = new RouteTable();
        foreach (var area in Areas.All)
            area.Register(table);
        return table;
    }

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public Node? Parameter { get; set; }

        public Dictionary<string, Route> Routes { get; } = new(StringComparer.Ordinal);

        public Node Child(string segment)
        {
            if (!_children.TryGetValue(segment, out var child))
                _children.Add(segment, child = new Node());
            return child;
        }

        public Node? Find(ReadOnlySpan<string> segments)
        {
            if (segments.IsEmpty)
                return Routes.Count > 0 ? this : null;
            if (_children.TryGetValue(segments[0], out var child) && child.Find(segments[1..]) is { } found)
                return found;
            return segments[0].Length > 0 ? Parameter?.Find(segments[1..]) : null;
        }
    }
}
