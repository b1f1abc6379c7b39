using System.Text.Json.Nodes;
using Kandji.Simulator.Seed;

namespace Kandji.Simulator.Shapes;

/// <summary>An MDM command as the device's commands show it.</summary>
internal static class CommandJson
{
    public static JsonObject Write(SimulatedCommand command) => new()
    {
        ["uuid"] = command.Uuid,
        ["error_chain"] = DeviceHistorySeed.Errors(command),
        ["command_type"] = command.CommandType,
        ["request_type"] = command.RequestType,
        ["metadata"] = command.Metadata.DeepClone(),
        ["request_requires_network_tether"] = false,
        ["status"] = (int)command.Status,
        ["attempts"] = command.Attempts,
        ["date_requested"] = Times.Iso(command.RequestedAt),
        ["date_completed"] = Times.IsoOrNull(command.CompletedAt),
        ["last_pushed"] = Times.IsoOrNull(command.LastPushedAt),
        ["user"] = null,
        ["priority"] = 0,
    };
}
