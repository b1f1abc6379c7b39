namespace Kandji.Simulator;

/// <summary>The forms that an error body has been seen in.</summary>
public enum ErrorShape
{
    /// <summary><c>{"detail":"..."}</c></summary>
    Detail,

    /// <summary><c>{"error":"..."}</c></summary>
    Error,

    /// <summary><c>{"message":"...","request_id":"..."}</c></summary>
    Message,

    /// <summary><c>"..."</c></summary>
    BareString,

    /// <summary><c>["..."]</c></summary>
    Array,

    /// <summary><c>{"field":["..."]}</c></summary>
    Field,

    /// <summary>A page for people.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
