// Types that the compiler requires for newer language features and that .NET Framework lacks. Compiled for net472 only; the other
// assemblies see these types because they see the internals of this one. A generator could write them, but the one there is writes them in
// an order of chance, so that no two builds have the same bytes.

// Types that the compiler requires for newer language features and that .NET Framework lacks. Compiled for net472 only; the other
// assemblies see these types because they see the internals of this one. A generator could write them, but the one there is writes them in
// an order of chance, so that no two builds have the same bytes.

namespace System
{
    /// <summary>A position from the start or, as <c>^1</c>, from the end.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int Value { get; } = value;

        public bool IsFromEnd { get; } = fromEnd;

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => IsFromEnd ? length - Value : Value;
    }

    /// <summary>Two positions, as <c>1..^1</c>.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public static Range All => new(new Index(0), new Index(0, fromEnd: true));

        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

        public static Range EndAt(Index end) => new(new Index(0), end);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Properties with <c>init</c>.</summary>
    internal static class IsExternalInit;

    /// <summary>The method by which <c>[...]</c> makes a collection.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
    internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
    {
        public Type BuilderType { get; } = builderType;

        public string MethodName { get; } = methodName;
    }

    /// <summary>Members that are <c>required</c>.</summary>
    [AttributeUsage(
        AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Members that only a compiler that knows a feature may use.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>A result that is null only if a parameter is.</summary>
    [AttributeUsage(
        AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = true, Inherited = false)]
    internal sealed class NotNullIfNotNullAttribute(string parameterName) : Attribute
    {
        public string ParameterName { get; } = parameterName;
    }
}
