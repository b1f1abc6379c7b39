using System.Reflection;
using Kandji.PowerShell.Desktop;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>
/// Which assemblies the module gives Windows PowerShell, and to whom. That it is asked, only Windows PowerShell can show.
/// </summary>
public sealed class ModuleFolderTests
{
    private const string Unsafe = "System.Runtime.CompilerServices.Unsafe";

    private static readonly string Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository.Manifest)!, "net472");
    private static readonly ModuleFolder Folder = new(Path);

    [Theory]
    // System.Memory was compiled against this version; the folder has 6.0.0.0.
    [InlineData(Unsafe + ", Version=4.0.4.1, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a", Unsafe)]
    [InlineData(Unsafe + ", Version=6.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a", Unsafe)]
    [InlineData("System.Text.Json, Version=8.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51", "System.Text.Json")]
    [InlineData("Kandji.Client", "Kandji.Client")]
    public void Find_OfAnAssemblyThatIsThere_GivesTheFile(string wanted, string file)
    {
        Assert.Equal(System.IO.Path.Combine(Path, file + ".dll"), Folder.Find(new AssemblyName(wanted), asker: null));
    }

    [Theory]
    [InlineData(Unsafe + ", Version=7.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a")]
    [InlineData(Unsafe + ", Version=4.0.4.1, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData("System.Text.Json, Version=10.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData("System.Text.Json")]
    [InlineData("Newtonsoft.Json, Version=13.0.0.0, Culture=neutral, PublicKeyToken=30ad4fe6b2a6aeed")]
    public void Find_OfANewerOrAnotherAssembly_LeavesItToOthers(string wanted)
    {
        Assert.Null(Folder.Find(new AssemblyName(wanted), asker: null));
    }

    [Fact]
    public void Find_ForAnAssemblyOfSomebodyElse_LeavesItToOthers()
    {
        var wanted = new AssemblyName(Unsafe + ", Version=4.0.4.1, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a");

        Assert.Null(Folder.Find(wanted, asker: typeof(object).Assembly));
        Assert.NotNull(
            new ModuleFolder(System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!).Find(
                typeof(object).Assembly.GetName(), typeof(object).Assembly));
    }
}
