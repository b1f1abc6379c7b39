using Kandji.Client.Enrollment;

namespace Kandji.Automation.Health.Rules;

/// <summary>Rules about Apple's Automated Device Enrollment.</summary>
internal static class EnrollmentRules
{
    /// <summary>The token of an integration ends soon, or has ended.</summary>
    public static void TokenEnding(RuleContext context)
    {
        foreach (AdeIntegration integration in context.Snapshot.AdeIntegrations)
        {
            TimeSpan? left = integration.AccessTokenExpiry?.ToUniversalTime() - context.Now;
            if ((left is { } exact ? (int)exact.TotalDays : integration.DaysLeft) is not { } days)
            {
                context.Unknown(Of(integration));
                continue;
            }
            context.Check();
            if (days > context.Policy.AdeTokenDays)
                continue;
            bool hasEnded = left is { } time ? time <= TimeSpan.Zero : days <= 0;
            // The service's count of days does not tell the hour.
            string span = left is { } rest ? RuleContext.Span(rest.Duration()) : RuleContext.Count(Math.Abs(days), "day");
            string when = !hasEnded ? $"ends in {span}"
                : (left is null && days == 0 ? "ended today" : $"ended {span} ago") + ", and no device can enroll through it";
            context.Found(
                Of(integration), $"The token of {integration} {when}.",
                [("AccessTokenExpiry", integration.AccessTokenExpiry), ("DaysLeft", days)],
                hasEnded ? integration.AccessTokenExpiry : null,
                hasEnded ? FindingSeverity.Critical : null);
        }
    }

    /// <summary>Apple refuses the token of an integration.</summary>
    public static void IntegrationBroken(RuleContext context)
    {
        foreach (AdeIntegration integration in context.Snapshot.AdeIntegrations)
        {
            if (string.IsNullOrEmpty(integration.Status))
            {
                context.Unknown(Of(integration));
                continue;
            }
            context.Check();
            if (string.Equals(integration.Status, "BROKEN", StringComparison.OrdinalIgnoreCase))
            {
                string reason = string.IsNullOrEmpty(integration.StatusReason) ? "" : $" ({integration.StatusReason})";
                context.Found(
                    Of(integration), $"Apple refuses the token of {integration}{reason}.",
                    [
                        ("Status", integration.Status), ("StatusReason", integration.StatusReason),
                        ("StatusReceivedAt", integration.StatusReceivedAt), ("LastDeviceSync", integration.LastDeviceSync),
                    ],
                    integration.StatusReceivedAt);
            }
        }
    }

    /// <summary>A device that Apple knows would enroll into no blueprint: it has none, and neither has its integration.</summary>
    public static void WithoutBlueprint(RuleContext context)
    {
        Dictionary<string, AdeIntegration> integrations =
            PrismRules.ByDevice(context.Snapshot.AdeIntegrations, integration => integration.Id);
        foreach (AdeDevice device in context.Snapshot.AdeDevices)
        {
            if (HasEnrolled(device))
                continue;
            if (!string.IsNullOrEmpty(device.BlueprintId) || device.UseBlueprintRouting == true)
            {
                context.Check();
                continue;
            }
            if (device.DepAccount?.Id is not { } id || !integrations.TryGetValue(id, out AdeIntegration? integration))
            {
                context.Unknown(Of(device));
                continue;
            }
            context.Check();
            if (integration.Blueprint is null && integration.UseBlueprintRouting != true)
            {
                context.Found(
                    Of(device), $"{device} has not enrolled and is assigned to no blueprint, nor has {integration} a default.",
                    [
                        ("BlueprintId", device.BlueprintId), ("UseBlueprintRouting", device.UseBlueprintRouting),
                        ("Integration", integration.ToString()),
                    ]);
            }
        }
    }

    /// <summary>A device that Apple knows has not enrolled for long.</summary>
    public static void AwaitingEnrollment(RuleContext context)
    {
        foreach (AdeDevice device in context.Snapshot.AdeDevices)
        {
            if (HasEnrolled(device))
                continue;
            if (device.DeviceAssignedDate is not { } assigned)
            {
                context.Unknown(Of(device));
                continue;
            }
            context.Check();
            if ((context.Now - assigned.ToUniversalTime()).TotalDays > context.Policy.AwaitingEnrollmentDays)
            {
                int days = context.DaysSince(assigned);
                context.Found(
                    Of(device), $"{device} was assigned {context.Since(assigned)} ago and has not enrolled.",
                    [("DeviceAssignedDate", assigned), ("ProfileStatus", device.ProfileStatus), ("Days", days)], assigned);
            }
        }
    }

    // One that Apple took away, or that has an enrolled device, does not wait for anything.
    private static bool HasEnrolled(AdeDevice device) =>
        device.MdmDevice is { Id.Length: > 0 } || string.Equals(device.ProfileStatus, "removed", StringComparison.OrdinalIgnoreCase);

    private static FindingSubject Of(AdeIntegration integration) => new()
    {
        Kind = FindingSubjectKind.AdeIntegration, Id = integration.Id ?? "", Name = integration.ServerName,
    };

    private static FindingSubject Of(AdeDevice device) => new()
    {
        Kind = FindingSubjectKind.AdeDevice, Id = device.Id ?? "", Name = device.Model, SerialNumber = device.SerialNumber,
    };
}
