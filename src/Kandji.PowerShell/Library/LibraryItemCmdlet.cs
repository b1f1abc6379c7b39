using System.Security.Cryptography;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Client.Http.Files;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Library;

/// <summary>
/// The base of the commands that create and change library items of one kind. Parameters that are the same for every item of the pipeline
/// are evaluated once for the command: a category is looked up once, a file is read once.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <typeparam name="TChange">The type of what is sent to create or change one.</typeparam>
public abstract class LibraryItemCmdlet<T, TChange> : ChangeCmdlet
    where T : KandjiObject, ILibraryItem
    where TChange : class
{
    private LibraryItemResolver<T>? _resolver;
    private Lazy<TChange>? _change;
    private Lazy<string>? _sha256;

    /// <summary>Indicates whether devices get the item: $true or $false. A new item is active unless this is $false.</summary>
    [Parameter]
    public bool? Active { get; set; }

    private protected abstract LibraryKind<T> Kind { get; }

    /// <summary>The file that a change brings, known once the change was made; null for none.</summary>
    private protected virtual string? NewFile => null;

    /// <summary>Indicates whether the file of a change is uploaded even to an item that has the same file already.</summary>
    private protected virtual bool AlwaysUploads => false;

    /// <summary>The SHA-256 sum of an item's file in hexadecimal digits; null for an item without a file.</summary>
    private protected virtual string? GetSha256(T item) => null;

    /// <summary>Fits the change to one item: removes what was set for the item before.</summary>
    /// <param name="change">The change.</param>
    /// <param name="upload">The file that is uploaded with it; null for none.</param>
    private protected virtual void Fit(TChange change, string? upload)
    {
    }

    /// <summary>Finds the rule of the service that an item would break after a change.</summary>
    /// <param name="change">The change, or the item to create.</param>
    /// <param name="current">The item as it is; null when it is created.</param>
    /// <returns>The message of the error; null when the item is valid.</returns>
    private protected virtual string? FindViolation(TChange change, T? current) => null;

    /// <summary>Indicates whether there is nothing to send.</summary>
    private protected virtual bool IsEmpty(TChange change) => false;

    /// <summary>Refuses an item that the service would refuse after its file was uploaded.</summary>
    private protected void RequireValid(TChange item)
    {
        if (FindViolation(item, null) is { } violation)
            throw new ArgumentException(violation);
    }

    /// <summary>Makes the same change to each of several items.</summary>
    /// <param name="references">The items.</param>
    /// <param name="make">Makes the change of the parameters; called once for the command.</param>
    /// <param name="send">Sends the change for one item, with the file to upload or null, and writes what came of it.</param>
    private protected void ChangeEach(LibraryItemReference[] references, Func<TChange> make, Action<T, TChange, string?> send)
    {
        _resolver ??= new LibraryItemResolver<T>(Client, Kind);
        foreach (LibraryItemReference reference in references)
        {
            Guard(reference, () =>
            {
                TChange change = Once(ref _change, make);
                T item = Await(_resolver.ResolveAsync(reference, StopToken));
                string? upload = UploadFor(item);
                Fit(change, upload);
                string? violation = FindViolation(change, item);
                if (reference.Item is T && (violation is not null || upload != NewFile))
                {
                    // The object on the pipeline may be older than the last change.
                    item = Await(_resolver.ReadAsync(reference, StopToken));
                    upload = UploadFor(item);
                    Fit(change, upload);
                    violation = FindViolation(change, item);
                }
                if (violation is not null)
                    throw new ArgumentException(violation);
                if (upload != NewFile)
                {
                    WriteWarning(
                        $"The {Kind.Name} '{item}' has this file already (same SHA-256 sum): '{NewFile}' was not uploaded. "
                            + "-Force uploads it again.");
                    if (IsEmpty(change))
                    {
                        WriteModel(item);
                        return;
                    }
                }
                if (ShouldProcess($"'{item}'", upload is null ? $"Change {Kind.Name}" : $"Change {Kind.Name} and upload {upload}"))
                    send(item, change, upload);
            });
        }
    }

    private string? UploadFor(T item) =>
        NewFile is { } file && !AlwaysUploads && GetSha256(item) is { Length: > 0 } sum
            && string.Equals(sum, Once(ref _sha256, () => Await(HashAsync(file))), StringComparison.OrdinalIgnoreCase)
            ? null
            : NewFile;

    /// <summary>Refuses to plan a copy of an app.</summary>
    private protected void RequireFile(T original)
    {
        if (IsPlanning)
        {
            throw new ObjectException("KandjiNotPlannable", ErrorCategory.InvalidOperation,
                $"A copy of the {Kind.Name} '{original}' cannot be planned, because its installer is not a file that is uploaded later. "
                    + "Copy it without -AsPlan, or save the installer and give -Path.") { Target = original };
        }
    }

    private async Task<string> HashAsync(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[1 << 18];
            int read;
            while ((read = await file.ReadAsync(buffer, 0, buffer.Length, StopToken).ConfigureAwait(false)) > 0)
                hash.AppendData(buffer, 0, read);
            return BitConverter.ToString(hash.GetHashAndReset()).Replace("-", "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectException("KandjiFileError", ErrorCategory.ReadError, $"The file '{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Fetches the file of an item of any tenant, uploads it to this one, and removes it from this machine again. The item is read again
    /// from its own tenant before, because the address of its file is valid for a short time only.
    /// </summary>
    /// <param name="original">The item.</param>
    /// <param name="extension">The extension of a file whose name is not known.</param>
    /// <param name="upload">Uploads the file.</param>
    /// <returns>The key of the uploaded file.</returns>
    private protected string CopyFile(
        T original, string extension,
        Func<KandjiClient, string, IProgress<TransferProgress>, CancellationToken, Task<string>> upload)
    {
        if (original is not IUploadedItem known)
            throw new InvalidOperationException($"A {Kind.Name} has no file.");
        KandjiClient? source = FindClient(original);
        T current = source is not null && known.Id is { } id ? Await(Kind.Get(source, id, StopToken)) : original;
        var item = (IUploadedItem)current;
        if (IsKnown(known.Sha256) && IsKnown(item.Sha256) && !string.Equals(known.Sha256, item.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ObjectException("KandjiInstallerChanged", ErrorCategory.InvalidData,
                $"The {Kind.Name} '{original}' was given another installer after it was read, and was not copied. Read it again.");
        }
        string name = InstallerName.Create(item, extension);
        if (!IsKnown(item.Sha256))
            WriteVerbose($"The SHA-256 sum of {name} is not known: what is downloaded cannot be checked.");
        using var file = new TemporaryInstaller(name);
        using (var bar = new TransferProgressBar(this, Thread, "Downloading " + name))
            Download(source, item, original, file, bar);
        using (var bar = new TransferProgressBar(this, Thread, "Uploading " + name))
            return Upload(name, (client, token) => file.UseAsync(linked => upload(client, file.Path, bar, linked), token));
    }

    private void Download(KandjiClient? source, IUploadedItem item, T original, TemporaryInstaller file, TransferProgressBar bar)
    {
        LibraryOperations library = (source ?? Client).Library;
        try
        {
            Await(file.UseAsync(async token =>
            {
                await library.DownloadAsync(item, file.Path, overwrite: false, bar, token).ConfigureAwait(false);
                return true;
            }, StopToken));
        }
        catch (KandjiApiException e) when (source is null && e.Kind is KandjiErrorKind.BadRequest or KandjiErrorKind.InvalidResponse)
        {
            string tenant = original.Origin is { } origin ? $"with {origin.Name} " : "with its tenant ";
            throw new ObjectException("KandjiOtherTenant", ErrorCategory.ConnectionError,
                $"{e.Message} The address of an installer is valid for a short time, and no session {tenant}is open in this runspace, so "
                    + $"that the {Kind.Name} '{original}' could not be read again for a new one. Run Connect-Kandji first.");
        }
    }

    private static bool IsKnown(string? sum) => !string.IsNullOrEmpty(sum);

    /// <summary>A script that is given as a file, which is read once for the command, or as text; null when neither was given.</summary>
    /// <param name="read">Keeps what was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="parameter">The parameter that the text came from.</param>
    private protected string? ReadScript(ref Lazy<string>? read, string? path, string? text, string parameter) =>
        path is null && text is null
            ? null
            : Once(ref read, () => path is null ? ScriptText.Check(this, text!, "-" + parameter) : ScriptText.Read(this, path));
}
