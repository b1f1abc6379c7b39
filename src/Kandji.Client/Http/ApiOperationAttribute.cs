namespace Kandji.Client.Http;

/// <summary>
/// Names the operation of the API that a value of an enumeration stands for. The values of such an enumeration are a table: an entry has
/// everything that is known about its operation, and <see cref="OperationTable"/> reads it.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
internal class ApiOperationAttribute : Attribute
{
    private readonly Lazy<ApiOperation> _operation;

    /// <summary>Describes the operation of a value.</summary>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The path from the root, with placeholders.</param>
    /// <param name="section">The section of Settings &gt; Access &gt; API tokens that holds the permission.</param>
    /// <param name="permission">The permission's name in that section.</param>
    public ApiOperationAttribute(string method, string path, string section, string permission) =>
        _operation = new Lazy<ApiOperation>(() => new ApiOperation(method, path, section, permission) { Query = Query, Body = Body });

    /// <summary>The names that the query may use.</summary>
    public string[] Query { get; set; } = [];

    /// <summary>The top-level keys that the body may use.</summary>
    public string[] Body { get; set; } = [];

    /// <summary>The operation, always the same object.</summary>
    public ApiOperation Operation => _operation.Value;
}
