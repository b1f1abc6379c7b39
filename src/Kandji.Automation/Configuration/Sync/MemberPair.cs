using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>A thing that the files and the tenant have with the same content.</summary>
/// <param name="Local">The thing in the files.</param>
/// <param name="Remote">The thing in the tenant.</param>
/// <param name="NeedsWriteBack">
/// Indicates whether the file does not say so yet: it has no id, another one, or a hash of something else.
/// </param>
internal sealed record MemberPair(ConfigurationMember Local, ConfigurationMember Remote, bool NeedsWriteBack);
