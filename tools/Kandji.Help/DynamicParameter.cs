using System.Reflection;

namespace Kandji.Help;

/// <summary>A parameter that is there only with some values of another.</summary>
/// <param name="Property">Where it is declared.</param>
/// <param name="OnlyWith">With what it is there: <c>-Action Lock</c>.</param>
internal sealed record DynamicParameter(PropertyInfo Property, IReadOnlyList<string> OnlyWith);
