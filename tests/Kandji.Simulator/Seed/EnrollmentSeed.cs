namespace Kandji.Simulator.Seed;

/// <summary>
/// Three connections with Apple, one of which expires soon and one of which is broken; devices that have enrolled and some that have not.
/// </summary>
internal static class EnrollmentSeed
{
    // Enough to page through; a large fleet need not be told to Apple in full.
    private const int MaxDevices = 2000;

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var now = state.Clock.GetUtcNow();
        var main = Integration(KnownFleet.AdeIntegrationId, KnownFleet.AdeIntegrationName, now.AddDays(212), now.AddMinutes(-40));
        var soon =
            Integration(KnownFleet.ExpiringAdeIntegrationId, KnownFleet.ExpiringAdeIntegrationName, now.AddDays(12), now.AddHours(-3));
        soon.Blueprint = null;
        var broken = Integration("f3000000-0000-4000-8000-000000000003", "Südwind (bought 2024)", now.AddDays(-31), now.AddDays(-33));
        broken.BrokenReason = "FORBIDDEN";

        foreach (var device in state.Devices.Items.Where(d => d.IsApple).Take(MaxDevices))
        {
            var seededRandom = SeededRandom.For("ade " + device.SerialNumber);
            state.AdeDevices.Add(new SimulatedAdeDevice(seededRandom.Id(), device.SerialNumber, device.IsMobile ? soon : main)
            {
                Family = device.Platform.ToString(),
                Model = device.Model.Split(" (")[0],
                Color = seededRandom.Pick(["SPACE GRAY", "SILVER", "MIDNIGHT", "STARLIGHT"]),
                Description = device.Model.Split(" (")[0].ToUpperInvariant() + " 16GB/512GB-DEU",
                Blueprint = seededRandom.Chance(0.5) ? device.Blueprint : null,
                User = device.User,
                AssetTag = device.AssetTag.Length == 0 ? null : device.AssetTag,
                AssignedAt = device.FirstEnrollment - TimeSpan.FromDays(seededRandom.Between(1, 20)),
                Enrolled = device,
            });
        }

        for (var number = 1; number <= 5; number++)
        {
            state.AdeDevices.Add(new SimulatedAdeDevice(
                number == 1 ? KnownFleet.NewMacAdeId : "f4000000-0000-4000-8000-00000000000" + number,
                number == 1 ? KnownFleet.NewMacSerial : "C02NEWMAC00" + number,
                main)
            {
                Family = "Mac",
                Model = "MacBook Air",
                Color = "MIDNIGHT",
                Description = "MBA 13.6 MDN/10C CPU/8C GPU/16GB/512GB-DEU",
                AssignedAt = now - TimeSpan.FromDays(number),
            });
        }

        SimulatedAdeIntegration Integration(string id, string name, DateTimeOffset expires, DateTimeOffset sync) =>
            state.AdeIntegrations.Add(new SimulatedAdeIntegration(id, name)
            {
                Blueprint = state.Blueprints[KnownFleet.SalesId],
                ServerId = SeededRandom.For(id).Id(),
                ExpiresAt = expires,
                TokenFileName = name + "_Token.p7m",
                Email = "it@example.com",
                Phone = "+49 30 5550 0100",
                LastSync = sync,
            });
    }
}
