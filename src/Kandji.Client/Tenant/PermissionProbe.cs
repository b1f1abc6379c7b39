namespace Kandji.Client.Tenant;

/// <summary>The result of probing a permission with a harmless request.</summary>
/// <param name="IsGranted">True or false; null when the answer does not tell.</param>
/// <param name="Note">The request and the answer, in words.</param>
internal sealed record PermissionProbe(bool? IsGranted, string Note);
