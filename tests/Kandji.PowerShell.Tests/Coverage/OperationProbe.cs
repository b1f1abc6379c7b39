using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Kandji.Client;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Prism;
using Kandji.Client.Raw;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Calls every public method of the client's operations with made-up arguments, against answers of one's own: it finds out which operation
/// a method sends, and what it makes of an answer.
/// </summary>
internal sealed class OperationProbe
{
    /// <summary>The id of everything that is asked for.</summary>
    public const string SomeId = "11111111-2222-4333-8444-555555555555";

    // For what sends a file and for what writes one.
    private static readonly string SomeFile = Path.Combine(AppContext.BaseDirectory, "operation-probe.pkg");

    private readonly Dictionary<string, List<Call>> _calls = [];

    /// <summary>Tries all methods once to learn what each sends.</summary>
    /// <param name="answer">Answers an operation, named as <c>GET /api/v1/devices/{}</c>; null: an empty object.</param>
    public static async Task<OperationProbe> LearnAsync(Func<string, JsonElement?> answer)
    {
        await File.WriteAllTextAsync(SomeFile, "a file");
        var probe = new OperationProbe();
        foreach (Call call in Calls())
        {
            (_, IReadOnlyCollection<string> sent) = await RunAsync(call, answer);
            foreach (string operation in sent.Distinct())
            {
                if (!probe._calls.TryGetValue(operation, out List<Call>? calls))
                    probe._calls.Add(operation, calls = []);
                calls.Add(call);
            }
        }
        return probe;
    }

    /// <summary>Indicates whether any public method sends the operation.</summary>
    public bool Sends(string operation) => _calls.ContainsKey(operation);

    /// <summary>The result of each method that sends the operation, when this is the answer.</summary>
    public async Task<IReadOnlyList<object>> AnswersAsync(string operation, Func<string, JsonElement?> answer)
    {
        var results = new List<object>();
        foreach (Call call in _calls.GetValueOrDefault(operation) ?? [])
        {
            if ((await RunAsync(call, answer)).Result is { } result)
                results.Add(result);
        }
        return results;
    }

    private static async Task<(object? Result, IReadOnlyCollection<string> Sent)> RunAsync(Call call, Func<string, JsonElement?> answer)
    {
        var handler = new AnsweringHandler(answer);
        using var client = new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = new Uri("https://acme.api.kandji.io"),
            Token = new NetworkCredential("", "token").SecurePassword,
            Handler = handler,
            Clock = new AutoAdvanceTimeProvider(),
        });
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        object?[] arguments = call.Arguments.Select(argument => argument is CancellationToken ? late.Token : argument).ToArray();
        try
        {
            object? started = call.Method.Invoke(call.Area.GetValue(client), arguments);
            object? result = await ResultOfAsync(started);
            // An upload returns the file's key, which is a part of what was answered.
            return (call.Method.ReturnType == typeof(Task) || call.Method.ReturnType == typeof(Task<string>) ? null : result, handler.Sent);
        }
        catch (Exception e) when (e is TargetInvocationException { InnerException: ArgumentException or InvalidOperationException }
            or ArgumentException or InvalidOperationException
            or KandjiApiException or OperationCanceledException or IOException)
        {
            // Made-up arguments and answers do not suit every method; the operations that nothing could be learned of are told by the
            // tests.
            return (null, handler.Sent);
        }
    }

    private static async Task<object?> ResultOfAsync(object? started)
    {
        if (started is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        }
        if (started?.GetType().GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is not { } stream)
            return started;
        return await (Task<object[]>)typeof(OperationProbe).GetMethod(nameof(CollectAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(stream.GetGenericArguments()).Invoke(null, [started])!;
    }

    private static async Task<object[]> CollectAsync<T>(IAsyncEnumerable<T> items)
        where T : class
    {
        var all = new List<object>();
        await foreach (T item in items)
            all.Add(item);
        return [.. all];
    }

    private static IEnumerable<Call> Calls() =>
        from area in typeof(KandjiClient).GetProperties()
        where area.PropertyType.Name.EndsWith("Operations", StringComparison.Ordinal) && area.PropertyType != typeof(RawOperations)
        from method in area.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName
        from arguments in Combinations(method.GetParameters())
        select new Call(area, method, arguments);

    // Every value of an enumeration in turn; one made-up value for everything else.
    private static IEnumerable<object?[]> Combinations(ParameterInfo[] parameters)
    {
        IEnumerable<object?[]> all = [[]];
        foreach (ParameterInfo parameter in parameters)
        {
            object?[] values = Values(parameter).ToArray();
            all = all.SelectMany(before => values.Select(value => (object?[])[.. before, value])).ToArray();
        }
        return all;
    }

    private static IEnumerable<object?> Values(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return [default(CancellationToken)];
        if (type == typeof(DeviceActionRequest))
            return Enum.GetValues<DeviceAction>().Select(CreateDeviceActionRequest).OfType<DeviceActionRequest>();
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object?>();
        if (parameter.HasDefaultValue && !type.IsClass)
            return [parameter.DefaultValue];
        if (type == typeof(bool))
            return [true, false];
        return [Made(type, parameter.Name ?? "")];
    }

    private static DeviceActionRequest? CreateDeviceActionRequest(DeviceAction action) =>
        typeof(DeviceActionRequest).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(DeviceActionRequest))
            .Select(method =>
            {
                object?[] arguments = method.GetParameters()
                    .Select(p => p.ParameterType == typeof(DeviceAction) ? action : Values(p).First()).ToArray();
                try
                {
                    return (DeviceActionRequest)method.Invoke(null, arguments)!;
                }
                catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
                {
                    return null;
                }
            })
            .FirstOrDefault(request => request?.Action == action);

    private static object? Made(Type type, string name)
    {
        if (type == typeof(string))
        {
            return name.Contains("path", StringComparison.OrdinalIgnoreCase) ? SomeFile
                : name.Contains("pin", StringComparison.OrdinalIgnoreCase) ? "123456"
                : SomeId;
        }
        if (type == typeof(Uri))
            return new Uri("https://esim.example/server");
        if (type == typeof(byte[]))
            return new byte[] { 1 };
        if (type == typeof(int) || type == typeof(long))
            return 1;
        if (type == typeof(PrismExport))
            return new PrismExport { Id = "1", Status = "success", SignedUrl = "https://store.example/x" };
        if (Nullable.GetUnderlyingType(type) is not null || type.IsInterface && !typeof(IEnumerable).IsAssignableFrom(type))
            return null;
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return new[] { "x" };
        if (type.GetConstructor(Type.EmptyTypes) is null)
            return null;
        object made = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties()
            .Where(p => p.PropertyType == typeof(string) && p.CanWrite && p.GetValue(made) is null))
            property.SetValue(made, Made(typeof(string), property.Name));
        return made;
    }

    private sealed record Call(PropertyInfo Area, MethodInfo Method, object?[] Arguments);

    /// <summary>Answers each operation the first time with an example, and then with nothing more.</summary>
    private sealed class AnsweringHandler(Func<string, JsonElement?> answer) : HttpMessageHandler
    {
        private readonly List<string> _sent = [];

        public IReadOnlyCollection<string> Sent
        {
            get
            {
                lock (_sent)
                    return [.. _sent];
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath;
            ApiOperation? operation = request.RequestUri.Host == "acme.api.kandji.io" ? RawOperations.FindKnown(request.Method.Method, path)
                : null;
            // A trailing slash is part of what is sent.
            string key = operation is null ? request.Method + " " + path
                : operation.Method + " " + VendorCollection.Normalize(operation.Path);
            lock (_sent)
                _sent.Add(key);
            string body = operation is null ? "" : answer(key)?.GetRawText() ?? "{}";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            });
        }
    }
}
