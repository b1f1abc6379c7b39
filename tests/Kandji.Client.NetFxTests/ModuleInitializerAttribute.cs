namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for, and .NET Framework lacks.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModuleInitializerAttribute : Attribute;
