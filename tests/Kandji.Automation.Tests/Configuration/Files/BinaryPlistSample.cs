namespace Kandji.Automation.Tests.Configuration.Files;

/// <summary>A binary property list, as a Mac writes it.</summary>
internal static class BinaryPlistSample
{
    public const string Base64 =
        "YnBsaXN0MDDUAQIDBAUGCQpWYWN0aXZlVGxpc3RRblRuYW1lCaIHCFFhIz/4AAAAAAAAEQEsZwBXAGkALQBGAGkAIAD8CBEYHR8k"
            + "JSgqMzYAAAAAAAABAQAAAAAAAAALAAAAAAAAAAAAAAAAAAAARQ==";
}
