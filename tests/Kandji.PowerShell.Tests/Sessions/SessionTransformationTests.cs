using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>A session that crossed into a job is a copy of its properties.</summary>
public sealed class SessionTransformationTests : CommandTests
{
    [Fact]
    public void Session_ThatCrossedIntoAJob_IsRefusedByEveryCommandWithWhatToWrite()
    {
        var copy = (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(Shell.Session));
        string[] commands =
            [.. CmdletOperations.AllCmdlets()
                .Where(cmdlet => cmdlet.Type.GetProperty("Session") is not null).Select(cmdlet => cmdlet.Name)];
        Assert.True(commands.Length > 60);

        foreach (string command in commands)
        {
            InvocationResult result = Shell.Run($"$copy = @($input)[0]; {command} -Session $copy", copy);

            Assert.True(result.Terminating is not null || result.Errors.Count > 0, command);
            Assert.Contains("Connect inside the job: Start-Job { Connect-Kandji", result.Error.Exception.Message);
            Assert.Contains("-Session $using:session", result.Error.Exception.Message);
        }
        Shell.Run("$session = @($input)[0]; Get-KandjiTag -Session $session", Shell.Session).Succeeded();
    }
}
