using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Configuration.Files;

/// <summary>Where a member of a repository is kept.</summary>
/// <param name="Folder">The folder that has all its files; of a kind that is one file, the folder of that.</param>
/// <param name="Document">The document that describes it.</param>
/// <param name="Node">The map in the document that describes it.</param>
/// <param name="Texts">The paths of its texts, by role.</param>
/// <param name="Index">The position in the list of a kind that is one file; null for a kind with folders.</param>
internal sealed record MemberFiles(
    string Folder, InfoDocument Document, InfoNode Node, IReadOnlyDictionary<string, string> Texts, int? Index = null);
