namespace Kandji.PowerShell.Binding;

/// <summary>Declares that a command has nothing to change unless one of several parameters is given.</summary>
/// <param name="parameters">The names of the parameters, in the order in which the error lists them.</param>
internal sealed class ChangesNothingWithoutAttribute(params string[] parameters) : RequiresOneOfAttribute("Nothing to change", parameters);
