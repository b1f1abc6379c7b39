namespace System.Runtime.CompilerServices;

/// <summary>The attribute that the compiler needs and .NET Framework lacks.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModuleInitializerAttribute : Attribute;
