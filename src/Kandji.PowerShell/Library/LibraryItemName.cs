namespace Kandji.PowerShell.Library;

/// <summary>The names of library items that are made of files.</summary>
internal static class LibraryItemName
{
    /// <summary>The name that was given; else the file's, without its extension, unless that is all of it.</summary>
    /// <param name="name">The value of -Name: typed, from a column of a row, or the property of a file from the pipeline.</param>
    /// <param name="isTyped">Indicates whether it was typed.</param>
    /// <param name="path">The file.</param>
    public static string From(string? name, bool isTyped, string path) =>
        name is not null && (isTyped || name != Path.GetFileName(path)) ? name
            : Path.GetFileNameWithoutExtension(path) is { Length: > 0 } stem ? stem : Path.GetFileName(path);
}
