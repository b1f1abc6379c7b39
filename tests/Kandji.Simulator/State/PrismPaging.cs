namespace Kandji.Simulator.State;

/// <summary>The ways in which Prism has been described to page.</summary>
public enum PrismPaging
{
    /// <summary>
    /// <c>{offset,limit,total,data,cursor}</c>: the cursor names the next page, and is null on the last. An offset is applied, too.
    /// </summary>
    Cursor,

    /// <summary><c>{cursor,data}</c> and nothing else; an offset is not applied.</summary>
    CursorAlone,

    /// <summary><c>{offset,limit,total,data}</c>, without a cursor.</summary>
    Offset,

    /// <summary><c>{offset,limit,total,data,cursor}</c> by offset, with a cursor that is always null.</summary>
    OffsetWithNullCursor,

    /// <summary><c>{offset,limit,total,data}</c> by offset, with an offset and a total that are null.</summary>
    OffsetUntold,

    /// <summary><c>{data}</c> alone, by offset.</summary>
    DataAlone,
}
