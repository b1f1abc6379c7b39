namespace Kandji.Client.Http;

/// <summary>Fills forms with what was given.</summary>
internal static class FormUrlEncodedFields
{
    /// <summary>Adds a field unless the value is null.</summary>
    public static List<KeyValuePair<string, string>> AddIfGiven(this List<KeyValuePair<string, string>> form, string key, string? value)
    {
        if (value is not null)
            form.Add(new(key, value));
        return form;
    }

    /// <summary>Adds a field unless the value is null.</summary>
    public static List<KeyValuePair<string, string>> AddIfGiven(this List<KeyValuePair<string, string>> form, string key, bool? value) =>
        form.AddIfGiven(key, value switch { true => "true", false => "false", null => null });
}
