namespace Kandji.Client.Model;

/// <summary>An object that has an id and a name of its own, by which messages call it.</summary>
public interface INamedObject
{
    /// <summary>The id.</summary>
    string? Id { get; }

    /// <summary>The name. Names need not be unique.</summary>
    string? Name { get; }
}
