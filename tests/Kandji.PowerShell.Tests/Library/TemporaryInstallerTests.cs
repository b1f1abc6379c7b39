using Kandji.PowerShell.Library;

namespace Kandji.PowerShell.Tests.Library;

public sealed class TemporaryInstallerTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Folder_OfAProcessThatWasKilled_IsRemovedByTheNextCopy()
    {
        // As a kill leaves it: the file is there, and nobody holds the lock.
        string left = Folder(Guid.NewGuid().ToString("N"), withLock: true);

        using var next = new TemporaryInstaller("app.pkg", _root.Path);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(Path.GetDirectoryName(next.Path)));
    }

    [Fact]
    public void Folder_OfACopyThatIsUnderWay_Stays()
    {
        using var first = new TemporaryInstaller(".lock", _root.Path);
        File.WriteAllText(first.Path, "installer");

        using (new TemporaryInstaller("app.pkg", _root.Path))
            Assert.Equal("installer", File.ReadAllText(first.Path));

        Assert.Single(Directory.GetDirectories(_root.Path));
    }

    [Fact]
    public void Folder_OfSomethingElse_Stays()
    {
        string[] others = [Folder("export-1", withLock: true), Folder(Guid.NewGuid().ToString("N"), withLock: false)];

        new TemporaryInstaller("app.pkg", _root.Path).Dispose();

        Assert.All(others, folder => Assert.True(Directory.Exists(folder)));
        Assert.Equal(2, Directory.GetDirectories(_root.Path).Length);
    }

    [Fact]
    public void Link_ToAFolder_IsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own there.");
        string elsewhere = Folder("elsewhere", withLock: true);
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "kandji-" + Guid.NewGuid().ToString("N")), elsewhere);

        new TemporaryInstaller("app.pkg", _root.Path).Dispose();

        Assert.True(File.Exists(Path.Combine(elsewhere, "app.pkg")));
    }

    private string Folder(string name, bool withLock)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root.Path, "kandji-" + name)).FullName;
        File.WriteAllText(Path.Combine(folder, "app.pkg"), "installer");
        if (withLock)
            File.WriteAllText(Path.Combine(folder, ".lock"), "");
        return folder;
    }

    [Fact]
    public void Dispose_WhenTheFolderCannotBeDeleted_DoesNotFail()
    {
        using var root = new TemporaryFolder();
        var file = new TemporaryInstaller("a.pkg", root.Path);
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(file.Path))!, recursive: true);

        file.Dispose();

        Assert.Empty(root.Names);
    }
}
