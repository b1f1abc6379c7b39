namespace Kandji.Automation.Health.Reports;

/// <summary>Writes a report in one format.</summary>
internal interface IReportWriter
{
    /// <summary>Indicates whether the format is a folder of files.</summary>
    bool WritesFolder { get; }

    /// <summary>The name of the file in a folder that a person names instead of a file; of a folder's format, not used.</summary>
    string DefaultName { get; }

    /// <summary>
    /// Writes the report. A file is written beside and renamed once it is whole; whatever ends the writing early leaves an older file as
    /// it was.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file, or the folder: an absolute path.</param>
    /// <param name="overwrite">Indicates whether it may take the place of files that exist.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken);
}
