namespace Kandji.Client.Http.Files;

/// <summary>A failure of the file on this machine, told apart from one of the network.</summary>
internal sealed class LocalFileException(Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>Does something with a file.</summary>
    public static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalFileException(e);
        }
    }
}
