namespace Kandji.Simulator.Seed;

/// <summary>Chance that falls the same way every time for the same seed.</summary>
internal sealed class SeededRandom(int seed)
{
    // With a seed given, System.Random keeps its sequence from one .NET to the next.
    private readonly Random _random = new(seed);

    /// <summary>The random numbers of one thing of many: the same for the same text, in every process.</summary>
    public static SeededRandom For(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return new SeededRandom((int)(hash & 0x7FFFFFFF));
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public double Fraction() => _random.NextDouble();

    public TimeSpan Time(TimeSpan least, TimeSpan most) => least + TimeSpan.FromTicks((long)((most - least).Ticks * _random.NextDouble()));

    public string Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

    public string Text(string alphabet, int length) =>
        string.Create(length, (alphabet, _random), static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = from.alphabet[from._random.Next(from.alphabet.Length)];
        });

    public string MacAddress() => string.Create(17, _random, static (text, random) =>
    {
        for (var i = 0; i < 6; i++)
        {
            // The first byte of a factory address is neither multicast nor local.
            var value = i == 0 ? random.Next(64) * 4 : random.Next(256);
            value.TryFormat(text[(i * 3)..], out _, "x2");
            if (i < 5)
                text[(i * 3) + 2] = ':';
        }
    });
}
