using System.Reflection;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>-Top and -Limit, which other modules have, mean -First wherever there is one.</summary>
public sealed class FirstAliasTests
{
    [Fact]
    public void First_OfEveryCommand_IsTopAndLimitToo()
    {
        PropertyInfo[] all = CmdletOperations.AllCmdlets()
            .Select(cmdlet => cmdlet.Type.GetProperty("First")).OfType<PropertyInfo>().ToArray();

        Assert.NotEmpty(all);
        Assert.All(all, first => Assert.Equal(
            ["Top", "Limit"], first.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []));
    }
}
