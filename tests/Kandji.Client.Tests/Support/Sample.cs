using System.Text;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Tests.Support;

/// <summary>A model with a property of every kind that the reader knows.</summary>
internal sealed class Sample : KandjiObject
{
    public string? Id { get; set; }

    public string? Text { get; set; }

    public bool? Flag { get; set; }

    public int? Count { get; set; }

    public long? Big { get; set; }

    public double? Ratio { get; set; }

    public DateTime? Time { get; set; }

    [ByteSize]
    public long? Size { get; set; }

    public TextList? Labels { get; set; }

    public object? Anything { get; set; }

    public SampleUser? User { get; set; }

    public ObjectList<SampleUser>? Users { get; set; }

    public SampleState? State { get; set; }

    [ApiName("oddly-Named")]
    public string? Other { get; set; }

    public static Sample Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    public static Sample Read(byte[] json)
    {
        var reader = new JsonTokenReader(JsonText.Prepare(json, json.Length));
        reader.Read();
        Sample sample = ModelReader<Sample>.Read(ref reader, new StringPool());
        reader.RequireEnd();
        return sample;
    }
}
