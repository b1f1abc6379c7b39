namespace Kandji.PowerShell.Health;

/// <summary>The text of a new policy file: what it has is what counts without a policy, and the rest is in comments.</summary>
internal static class PolicyTemplate
{
    /// <summary>The text, with one line break at the end.</summary>
    public const string Text = """
        # A policy for Test-KandjiFleet. It is data: nothing in it is run. docs/health.md explains the rules.
        @{
            Schema = 1

            # When something counts. The values are those that count without a policy.
            Thresholds = @{
                # Days without a check-in. By platform: @{ Default = 30; Mac = 14; AppleTV = 90 }
                SilentDays = 30
                # Days after its enrollment in which a device should have checked in for the first time.
                NeverCheckedInDays = 1
                # How many of 100 licenses may be used.
                LicenseUsedPercent = 90
                # Days before the end of a token of Automated Device Enrollment.
                AdeTokenDays = 30
                # Days in which a device that Apple knows should have enrolled.
                AwaitingEnrollmentDays = 60
                # On how many of 100 devices a library item may fail.
                FailingItemPercent = 20
                # Days of the audit log to look at.
                AuditDays = 7
            }

            # Other severities than a rule's own: Info, Low, Medium, High, Critical. Off turns a rule off.
            Severities = @{
                # KH005 = 'High'
                # KH028 = 'Off'
            }

            # The oldest version of an operating system that is good, by platform. Until the deadline a finding is of severity Low.
            MinimumOS = @{
                # Mac = @{ Version = '15.6'; Deadline = '2026-12-31' }
                # iPhone = '18.6'
            }

            # The oldest version of the agent that is good. Without it: the newest of the fleet, in the first two numbers.
            # MinimumAgentVersion = '5.2'

            # Apps by bundle identifier, or by name. Platform is Mac where it is not there.
            RequiredApps = @(
                # @{ BundleId = 'com.example.vpn'; Name = 'VPN client' }
            )
            ForbiddenApps = @(
                # @{ Name = 'uTorrent'; Platform = 'Mac' }
            )
            MinimumApps = @(
                # @{ BundleId = 'org.mozilla.firefox'; Version = '128.0' }
            )

            # Exceptions: for a subject (an id; of a device the serial number too, of anything else the name too), or without Subject for
            # all of a rule. On the day after Until the findings are back.
            Exclusions = @(
                # @{ Rule = 'KH010'; Subject = 'C02EXAMPLE01'; Reason = 'Spare in the vault'; Until = '2026-12-31' }
            )

            # Rules of your own: what meets the condition is a finding.
            # Kind: Device, User, Blueprint, CustomScript, CustomProfile, CustomApp, InHouseApp, AdeIntegration, AdeDevice.
            # Property: as the Get command of the kind shows it; User.Email is a property of a part.
            # Operator: Eq, Ne, Lt, Gt, Like, Match, In, Empty. Days are '2026-12-31', or '30d' for 30 days ago.
            # Instead of Property and Operator: All = @( ... ) or Any = @( ... ) with conditions in it.
            Rules = @(
                # @{
                #     Id = 'NW001'; Title = 'Mac without an asset tag'; Severity = 'Low'; Kind = 'Device'; Fix = 'Give it one.'
                #     All = @(
                #         @{ Property = 'Platform'; Operator = 'Eq'; Value = 'Mac' }
                #         @{ Property = 'AssetTag'; Operator = 'Empty' }
                #     )
                # }
            )

            # The steps when a person leaves, for New-KandjiOffboardingPlan.
            Offboarding = @{
                # Lock, Erase or Leave.
                Device = 'Lock'
                # Assign the devices to nobody.
                Unassign = $true
                # Take the person from the records of Automated Device Enrollment as well.
                AdeDevice = $true
                # Remove the user at last.
                RemoveUser = $false
                # Tag = 'returned'
                # Note = 'The person has left.'
                # Blueprint = 'Stock'
            }
        }

        """;
}
