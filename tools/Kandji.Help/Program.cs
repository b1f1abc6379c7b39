using Kandji.Help;

// Turns the documentation comments of the cmdlets into help.
//   module FOLDER   the help that Get-Help shows, into the folder of the built module
//   docs FOLDER     the pages of docs/commands
if (args is not [var what, var folder] || what is not ("module" or "docs"))
{
    Console.Error.WriteLine("Usage: Kandji.Help module FOLDER | docs FOLDER");
    return 2;
}

var commands = new CommandReader().ReadAll();
if (what == "module")
    MamlWriter.Write(commands, Path.Combine(folder, "en-US", "Kandji.PowerShell.dll-Help.xml"));
else
    MarkdownWriter.Write(commands, folder);
return 0;
