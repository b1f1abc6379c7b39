using System.Reflection;

namespace Kandji.PowerShell.Desktop;

/// <summary>
/// Lets Windows PowerShell find the module's own assemblies while the module is imported. PowerShell calls it, once for each runspace
/// that imports the module and once for each that removes it. There is nothing of the kind on PowerShell 7: there the module ships no
/// assemblies but its own.
/// </summary>
public sealed class ModuleAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly ModuleFolder Folder = new(Path.GetDirectoryName(typeof(ModuleAssemblies).Assembly.Location)!);

    /// <summary>Begins to answer. As many imports as there are, as often is this heard; the first answer counts.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Ends what one import began.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object? sender, ResolveEventArgs request) =>
        Folder.Find(new AssemblyName(request.Name), request.RequestingAssembly) is { } file ? Assembly.LoadFrom(file) : null;
}
