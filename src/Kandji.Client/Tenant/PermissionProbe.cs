namespace Kandji.Client.Tenant;

/// <summary>What a harmless request tells about a permission.</summary>
/// <param name="IsGranted">True or false; null when the answer does not tell.</param>
/// <param name="Note">What was asked and answered, in words.</param>
internal sealed record PermissionProbe(bool? IsGranted, string Note);
