namespace Kandji.Client.Prism;

/// <summary>
/// A kernel extension of a Mac. No description tells its fields: what the service sends beyond those of every row is
/// among the unknown fields.
/// </summary>
public sealed class PrismKernelExtension : PrismRow
{
}
