using System.Reflection;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Raw;

namespace Kandji.Client.Tests;

/// <summary>Calls of programs without nullable annotations: every required argument is null once.</summary>
public sealed class NullArgumentTests
{
    private static readonly NullabilityInfoContext Annotations = new();

    public static TheoryData<string, string, string> Arguments()
    {
        var all = new TheoryData<string, string, string>();
        foreach (PropertyInfo area in typeof(KandjiClient).GetProperties()
            .Where(p => p.PropertyType.Name.EndsWith("Operations", StringComparison.Ordinal)))
        {
            foreach (MethodInfo method in GetMethods(area.PropertyType))
            {
                foreach (ParameterInfo parameter in method.GetParameters().Where(MustBeThere))
                    all.Add(area.Name, method.Name, parameter.Name!);
            }
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task Operation_WithoutAnArgumentThatMustBeThere_SaysSoAndSendsNothing(string area, string name, string parameter)
    {
        var handler = new StubHandler(_ => StubResponse.Json("{}"));
        using var client = new KandjiClient(TestPipeline.Options(handler, TimeProvider.System));
        object operations = typeof(KandjiClient).GetProperty(area)!.GetValue(client)!;
        MethodInfo method = GetMethods(operations.GetType()).Single(m => m.Name == name && m.GetParameters().Any(p => p.Name == parameter));
        object?[] arguments = method.GetParameters().Select(p => p.Name == parameter ? null : Some(p)).ToArray();

        Exception? thrown = await Record.ExceptionAsync(() => CallAsync(method, operations, arguments));

        Assert.IsAssignableFrom<ArgumentException>(thrown);
        Assert.Empty(handler.Sent);
    }

    private static IEnumerable<MethodInfo> GetMethods(Type area) =>
        area.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName);

    private static bool MustBeThere(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && Annotations.Create(parameter).WriteState == NullabilityState.NotNull;

    private static async Task CallAsync(MethodInfo method, object target, object?[] arguments)
    {
        object? result;
        try
        {
            result = method.Invoke(target, arguments);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
        if (result is Task task)
            await task;
        else if (result is IAsyncEnumerable<object> list)
            await using (IAsyncEnumerator<object> items = list.GetAsyncEnumerator(CancellationToken.None))
                await items.MoveNextAsync();
    }

    private static object? Some(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return parameter.HasDefaultValue ? (type.IsValueType ? Activator.CreateInstance(type) : parameter.DefaultValue)
            : type == typeof(string) ? "a1"
            : type == typeof(byte[]) ? new byte[1]
            : type == typeof(DeviceActionRequest) ? DeviceActionRequest.Restart()
            : type == typeof(RawRequest) ? new RawRequest("GET", "/api/v1/tags")
            : Activator.CreateInstance(type);
    }
}
