using System.Diagnostics;

namespace Kandji.Benchmarks;

/// <summary>
/// The module as an earlier commit has it. The file <c>baseline</c> names the commits; each is built in a work tree of its own, once, and
/// kept in <c>artifacts/baseline</c>.
/// </summary>
internal static class EarlierBuild
{
    /// <summary>Builds the module of a commit.</summary>
    /// <param name="name">The commit's name in the file.</param>
    /// <param name="say">Tells why there is none.</param>
    /// <returns>The commit in short and the built manifest; null when the commit is not in this clone.</returns>
    public static (string Commit, string Manifest)? Find(string name, Action<string> say)
    {
        string root = Engine.RepositoryRoot();
        string commit = File.ReadLines(Path.Combine(root, "benchmarks", "baseline"))
            .Select(line => line.Split(' ')).First(words => words[0] == name)[1];
        string kept = Path.Combine(root, "artifacts", "baseline", commit);
        string manifest = Path.Combine(kept, "Kandji.psd1");
        if (!File.Exists(manifest))
        {
            if (Run(root, "git", "cat-file", "-e", commit + "^{commit}") != 0)
            {
                say($"The commit {commit} is not in this clone: the comparison with it is left out.");
                return null;
            }
            say($"Building commit {commit[..7]}.");
            Build(root, commit, kept);
        }
        return (commit[..7], manifest);
    }

    private static void Build(string root, string commit, string target)
    {
        string tree = Path.Combine(Path.GetTempPath(), $"kandji-{commit[..7]}-{Environment.ProcessId}");
        Require(Run(root, "git", "worktree", "add", "--detach", tree, commit));
        try
        {
            Require(Run(tree, "dotnet", "build", "src/Kandji.PowerShell", "-c", "Release", "-v", "q", "-nologo", "-p:RunAnalyzers=false"));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Copy(Path.Combine(tree, "out", "Kandji"), target);
        }
        finally
        {
            Run(root, "git", "worktree", "remove", "--force", tree);
        }

        void Require(int exitCode)
        {
            if (exitCode != 0)
                throw new InvalidOperationException($"The commit {commit} could not be built.");
        }
    }

    private static void Copy(string source, string target)
    {
        // The manifest last: where it stands, the build is whole.
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .OrderBy(file => Path.GetFileName(file) == "Kandji.psd1"))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private static int Run(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
