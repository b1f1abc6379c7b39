namespace Kandji.PowerShell.Permissions;

/// <summary>Says of a parameter that rows on the pipeline bring its value in a column of theirs, without its being bound.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InRowsAttribute : Attribute;
