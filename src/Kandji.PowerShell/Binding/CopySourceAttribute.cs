using System;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Declares that a parameter takes an object to make a new one of. The object may be of another tenant than the one that is made.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CopySourceAttribute : Attribute;
