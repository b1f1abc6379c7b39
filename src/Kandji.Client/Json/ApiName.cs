using System.Text;

namespace Kandji.Client.Json;

/// <summary>Turns the API's field names into property names and back.</summary>
internal static class ApiName
{
    /// <summary><c>a_field_added_later</c> is <c>AFieldAddedLater</c>; a name of another style keeps its inner capitals.</summary>
    public static string ToPascalCase(string name)
    {
        var pascal = new StringBuilder(name.Length);
        bool upper = true;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }
            pascal.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }
        return pascal.Length == 0 ? name : pascal.ToString();
    }

    /// <summary><c>LastCheckIn</c> is <c>last_check_in</c>.</summary>
    public static string ToSnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }
        return snake.ToString();
    }
}
