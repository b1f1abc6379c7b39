using System.Globalization;
using System.Runtime.CompilerServices;

namespace Kandji.Client.Tests.Support;

/// <summary>
/// The settings of the machine's user must not decide whether a test passes: no proxy stands between a test and its own server, and where a
/// test names no culture there is none.
/// </summary>
internal static class TestEnvironment
{
    [ModuleInitializer]
    internal static void Clear()
    {
        foreach (string name in new[] { "http_proxy", "https_proxy", "all_proxy" })
        {
            Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable(name.ToUpperInvariant(), null);
        }
        // Sessions of tests on the system's clock leave nothing in the user's folder, and do not know of each other.
        Environment.SetEnvironmentVariable("KANDJI_SHARE_PACE", "0");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
