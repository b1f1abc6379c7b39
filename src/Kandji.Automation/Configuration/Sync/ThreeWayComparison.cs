using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The result of comparing files with a tenant.</summary>
/// <param name="Changes">The things in which they differ, in the order of dependence, then by name.</param>
/// <param name="Same">The things that both have with the same content.</param>
/// <param name="Problems">What could not be compared.</param>
internal sealed record ThreeWayComparison(
    IReadOnlyList<MemberChange> Changes, IReadOnlyList<MemberPair> Same, IReadOnlyList<ConfigurationProblem> Problems);
