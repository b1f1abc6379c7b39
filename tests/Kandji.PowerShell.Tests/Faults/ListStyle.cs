namespace Kandji.PowerShell.Tests.Faults;

/// <summary>The styles in which a <see cref="FaultyList"/> pages, beside the shapes of Prism.</summary>
public enum ListStyle
{
    /// <summary>A bare array by <c>limit</c> and <c>offset</c>.</summary>
    Array,

    /// <summary><c>{count,next,previous,results}</c> by <c>limit</c> and <c>offset</c>.</summary>
    Offset,

    /// <summary>The same, one level down.</summary>
    Nested,

    /// <summary><c>{count,next,previous,results}</c> by <c>page</c>.</summary>
    Number,

    /// <summary><c>{total,page,size,results}</c> by <c>page</c> and <c>size</c>.</summary>
    Total,

    /// <summary><c>{next,previous,results}</c> by a cursor.</summary>
    Cursor,

    /// <summary>Prism by its cursor, with a total.</summary>
    PrismCursor,

    /// <summary>Prism as <c>{cursor,data}</c>.</summary>
    PrismCursorAlone,

    /// <summary>Prism by offset, with a total and without a cursor.</summary>
    PrismOffset,

    /// <summary>Prism by offset, with a cursor that is null.</summary>
    PrismNullCursor,

    /// <summary>Prism by offset, which tells neither an offset nor a total nor a cursor.</summary>
    PrismUntold,

    /// <summary>A bare array that is not paged.</summary>
    Whole,

    /// <summary>An object that holds an array that is not paged.</summary>
    WholeUnderKey,
}
