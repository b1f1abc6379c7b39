using System.Globalization;
using Kandji.Client.Http;
using Kandji.Client.Http.Files;
using Kandji.Client.Json;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    // A large file keeps the service busy for minutes. Waiting longer than this does not help.
    private static readonly TimeSpan MaxValidationTime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(15);

    internal static readonly ApiOperation UploadCustomApp =
        new("POST", "/api/v1/library/custom-apps/upload", Section, "Upload Custom App") { Body = ["name"] };

    internal static readonly ApiOperation UploadInHouseApp =
        new("POST", "/api/v1/library/ipa-apps/upload", Section, "Upload In-House App") { Body = ["filename"] };

    internal static readonly ApiOperation GetInHouseAppUpload =
        new("GET", "/api/v1/library/ipa-apps/upload/{pending_upload_id}/status", Section, "Upload In-House App Status");

    /// <summary>
    /// Uploads the installer of a custom app, streaming it from the disk. Stands for POST /api/v1/library/custom-apps/upload, and the form
    /// that its answer describes.
    /// </summary>
    /// <param name="path">The installer. It must not change meanwhile.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the upload at once.</param>
    /// <returns>The key for <see cref="CustomAppChange.FileKey"/>.</returns>
    /// <exception cref="KandjiApiException">The service or its store refused, or could not be reached.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<string> UploadCustomAppAsync(
        string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireReadable(path);
        var request = new ApiRequest(UploadCustomApp).WithJson(new JsonBody { { "name", Path.GetFileName(path) } });
        return (await UploadAsync(request, path, needsId: false, progress, cancellationToken).ConfigureAwait(false)).FileKey!;
    }

    /// <summary>
    /// Uploads the .ipa file of an in-house app, streaming it from the disk, and waits until the service has validated it. Stands for POST
    /// /api/v1/library/ipa-apps/upload, the form that its answer describes, and GET
    /// /api/v1/library/ipa-apps/upload/{pending_upload_id}/status.
    /// </summary>
    /// <param name="path">The file. It must not change meanwhile.</param>
    /// <param name="progress">Is told of every piece, from any thread; may be null.</param>
    /// <param name="cancellationToken">Ends the upload or the wait at once.</param>
    /// <returns>The key for <see cref="InHouseAppChange.FileKey"/>.</returns>
    /// <exception cref="KandjiApiException">
    /// The service or its store refused the file or could not be reached, or the file was found invalid.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public async Task<string> UploadInHouseAppAsync(
        string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireReadable(path);
        var request = new ApiRequest(UploadInHouseApp).WithJson(new JsonBody { { "filename", Path.GetFileName(path) } });
        LibraryUpload upload = await UploadAsync(request, path, needsId: true, progress, cancellationToken).ConfigureAwait(false);
        await ValidatedAsync(upload, Path.GetFileName(path), cancellationToken).ConfigureAwait(false);
        return upload.FileKey!;
    }

    private async Task<LibraryUpload> UploadAsync(
        ApiRequest request, string path, bool needsId, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        LibraryUpload upload = await _connection.GetAsync<LibraryUpload>(request, cancellationToken).ConfigureAwait(false);
        if (upload.Address is not { } address || upload.Fields.Count == 0 || string.IsNullOrEmpty(upload.FileKey))
            throw Failed(
                KandjiErrorKind.InvalidResponse, request, "The service did not say where to upload the file. Nothing was uploaded.");
        if (needsId && string.IsNullOrEmpty(upload.Id))
            throw Failed(
                KandjiErrorKind.InvalidResponse, request, "The service did not name the upload to ask about. Nothing was uploaded.");
        await _connection.UploadAsync(address, upload.Fields, path, progress, cancellationToken).ConfigureAwait(false);
        return upload;
    }

    // Asks again and again, but only asks: what is sent here changes nothing.
    private async Task ValidatedAsync(LibraryUpload upload, string fileName, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(GetInHouseAppUpload, upload.Id!);
        long started = _connection.Clock.GetTimestamp();
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            InHouseAppUploadStatus status = await _connection.GetAsync<InHouseAppUploadStatus>(request, cancellationToken)
                .ConfigureAwait(false);
            if (status.Status == "VALIDATED")
                return;
            if (status.Status?.EndsWith("_FAILED", StringComparison.Ordinal) == true)
            {
                string reason = (status.Reason ?? "The service gave no reason").TrimEnd('.');
                throw Failed(
                    KandjiErrorKind.BadRequest, request, $"{reason}. ({fileName}: {status.Status}) No app was created.", status.Reason);
            }
            TimeSpan waited = _connection.Clock.GetElapsedTime(started);
            if (waited + pause > MaxValidationTime)
            {
                throw Failed(KandjiErrorKind.NoAnswer, request, Format(
                    "{0} was uploaded, but the service has not validated it within {1:0} minutes. No app was created.", fileName,
                    MaxValidationTime.TotalMinutes));
            }
            _connection.Observer?.OnWaiting(
                new WaitReport("the service to validate " + fileName, pause, IsRateLimit: false) { Waited = waited });
            await _connection.Clock.Wait(pause, cancellationToken).ConfigureAwait(false);
            pause = pause + pause < MaxPollInterval ? pause + pause : MaxPollInterval;
        }
    }

    // Before anything is asked of the service: an upload that nothing follows would be left behind there.
    private static void RequireReadable(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (file.Length == 0)
            throw new IOException($"The file '{path}' is empty.");
    }

    private static KandjiApiException Failed(KandjiErrorKind kind, ApiRequest request, string message, string? serverMessage = null) =>
        new(kind, message)
    {
        ServerMessage = serverMessage,
        Method = request.Operation.Method.Method,
        Path = request.PathAndQuery,
        Permission = request.Operation.Permission,
    };

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
