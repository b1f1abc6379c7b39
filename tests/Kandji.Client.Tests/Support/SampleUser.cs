using Kandji.Client.Model;

namespace Kandji.Client.Tests.Support;

internal sealed class SampleUser : KandjiObject
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }
}
