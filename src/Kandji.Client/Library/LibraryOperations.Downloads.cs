using Kandji.Client.Http;
using Kandji.Client.Http.Files;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    /// <summary>
    /// Downloads the installer of a custom app from the address that the service named, streaming it to the disk, and checks its SHA-256
    /// sum. The token does not go where the file is. The address is valid for a short time: read the app just before.
    /// </summary>
    /// <param name="app">The app, as it was read.</param>
    /// <param name="path">The name that the file gets once it is whole and was checked.</param>
    /// <param name="overwrite">Indicates whether it may take the place of another file.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the download and leaves no file.</param>
    /// <returns>A task that ends when the file is there.</returns>
    /// <exception cref="KandjiApiException">
    /// The service named no address, the store refused or could not be reached, or the file has another sum than the app.
    /// </exception>
    /// <exception cref="System.IO.IOException">The file exists and may not be overwritten, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task DownloadCustomAppAsync(
        CustomApp app, string path, bool overwrite, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        DownloadAsync(app ?? throw new ArgumentNullException(nameof(app)), path, overwrite, progress, cancellationToken);

    /// <summary>
    /// Downloads the .ipa file of an in-house app from the address that the service named, streaming it to the disk, and checks its
    /// SHA-256 sum. The token does not go where the file is. The address is valid for a short time: read the app just before.
    /// </summary>
    /// <param name="app">The app, as it was read.</param>
    /// <param name="path">The name that the file gets once it is whole and was checked.</param>
    /// <param name="overwrite">Indicates whether it may take the place of another file.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the download and leaves no file.</param>
    /// <returns>A task that ends when the file is there.</returns>
    /// <exception cref="KandjiApiException">
    /// The service named no address, the store refused or could not be reached, or the file has another sum than the app.
    /// </exception>
    /// <exception cref="System.IO.IOException">The file exists and may not be overwritten, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public Task DownloadInHouseAppAsync(
        InHouseApp app, string path, bool overwrite, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        DownloadAsync(app ?? throw new ArgumentNullException(nameof(app)), path, overwrite, progress, cancellationToken);

    /// <summary>
    /// Downloads the file of an item, whichever kind it is of; with <paramref name="resumes"/>, goes on where an earlier download of the
    /// same
    /// file broke off.
    /// </summary>
    internal async Task DownloadAsync(
        IUploadedItem item, string path, bool overwrite, IProgress<TransferProgress>? progress, CancellationToken cancellationToken,
        bool resumes = false)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        if (!Uri.TryCreate(item.FileUrl, UriKind.Absolute, out Uri? address))
        {
            throw new KandjiApiException(
                KandjiErrorKind.InvalidResponse, $"The service named no address for the file of '{item}'. Nothing was downloaded.");
        }
        string? sum = string.IsNullOrEmpty(item.Sha256) ? null : item.Sha256;
        await _connection.DownloadAsync(address, path, overwrite, sum, progress, cancellationToken, resumes).ConfigureAwait(false);
    }
}
