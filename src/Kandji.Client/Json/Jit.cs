using System.Runtime.CompilerServices;

namespace Kandji.Client.Json;

/// <summary>How methods are compiled that run a hundred thousand times in the first second of a process.</summary>
internal static class Jit
{
    /// <summary>
    /// At once as well as can be. .NET compiles a method badly first, which is faster, and better once it has been used for a while: too
    /// late for the first list. .NET Framework has one way to compile.
    /// </summary>
#if NET8_0_OR_GREATER
    public const MethodImplOptions Optimize = MethodImplOptions.AggressiveOptimization;
#else
    public const MethodImplOptions Optimize = 0;
#endif
}
