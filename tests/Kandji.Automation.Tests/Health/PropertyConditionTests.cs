using Kandji.Automation.Health.Policies;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.Client.Users;

namespace Kandji.Automation.Tests.Health;

/// <summary>Conditions of a policy's own rules: each is refused while the policy is read, or has an answer about every object.</summary>
public sealed class PropertyConditionTests
{
    private const int MaxDepth = 2;

    private static readonly object?[] Values =
        ["x", "", "15.1", "2026-01-01", "0001-01-01", "9999-12-31", "0d", "36500d", "1000000d", "99999999d", "99999999999d",
            0, -1, long.MaxValue, double.NaN, true, null];

    public static TheoryData<Type> Kinds { get; } = new(
        typeof(Device), typeof(User), typeof(Blueprint), typeof(CustomScript), typeof(CustomProfile), typeof(CustomApp), typeof(InHouseApp),
        typeof(AdeIntegration), typeof(AdeDevice));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Condition_OnEachPropertyWithEachOperatorAndValue_IsRefusedOrHasAnAnswer(Type kind)
    {
        int asked = 0;
        foreach (string name in GetNames(kind, 0))
        {
            if (PolicyProperty.Find(kind, name, out _) is not { } property)
                continue;
            object empty = Activator.CreateInstance(kind)!, filled = Fill(kind, name);
            foreach (PolicyOperator comparison in Enum.GetValues<PolicyOperator>())
            {
                foreach (object? value in Values)
                {
                    PropertyCondition condition;
                    try
                    {
                        condition = PropertyCondition.Create(property, comparison, comparison == PolicyOperator.Empty ? [] : [value]);
                    }
                    catch (FormatException)
                    {
                        continue;
                    }
                    condition.IsMet(empty, DateTime.UtcNow);
                    condition.IsMet(filled, DateTime.UtcNow);
                    asked++;
                }
            }
        }
        Assert.True(asked > 100, $"{asked} conditions were asked.");
    }

    private static IEnumerable<string> GetNames(Type type, int depth)
    {
        foreach (var property in type.GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            yield return property.Name;
            if (depth == MaxDepth || !typeof(KandjiObject).IsAssignableFrom(property.PropertyType))
                continue;
            foreach (string inner in GetNames(property.PropertyType, depth + 1))
                yield return property.Name + "." + inner;
        }
    }

    private static object Fill(Type kind, string name)
    {
        object root = Activator.CreateInstance(kind)!, at = root;
        foreach (string part in name.Split('.'))
        {
            var property = at.GetType().GetProperty(part)!;
            if (property.CanWrite && NewValue(property.PropertyType) is { } value)
                property.SetValue(at, value);
            if (property.GetValue(at) is not { } next)
                break;
            at = next;
        }
        return root;
    }

    private static object? NewValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(object))
            return "15.1";
        if (type == typeof(DateTime))
            return DateTime.Now;
        if (type == typeof(Version))
            return new Version(1, 2);
        if (type == typeof(TextList))
            return new TextList(["a", "15.1"]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ObjectList<>))
        {
            Type item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, 1);
            items.SetValue(item == typeof(object) ? "a" : Activator.CreateInstance(item), 0);
            return Activator.CreateInstance(type, items);
        }
        return type.IsValueType || type.GetConstructor([]) is not null ? Activator.CreateInstance(type) : null;
    }
}
