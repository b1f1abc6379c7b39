namespace Kandji.Simulator.State;

/// <summary>Rows to a page, per style of paging. Tests make them small.</summary>
public sealed class PageSizes
{
    /// <summary>The most devices in one answer, whatever <c>limit</c> asks for.</summary>
    public int Devices { get; set; } = 300;

    /// <summary>Default and most for <c>limit</c>/<c>offset</c> in an envelope: blueprints.</summary>
    public int Offset { get; set; } = 300;

    /// <summary>Default and most for <c>limit</c>/<c>offset</c> one level down: a device's commands and activity.</summary>
    public int Nested { get; set; } = 300;

    /// <summary>Rows where pages are numbered: tags.</summary>
    public int Page { get; set; } = 300;

    /// <summary>Rows where a cursor leads on: users.</summary>
    public int Cursor { get; set; } = 300;

    /// <summary>Default and most for <c>limit</c> of the audit log, where a cursor leads on.</summary>
    public int Audit { get; set; } = 500;

    /// <summary>Default for <c>size</c> where pages are numbered beside a <c>total</c>: vulnerabilities.</summary>
    public int Total { get; set; } = 50;

    /// <summary>Default and most for <c>limit</c>/<c>offset</c> beside <c>data</c>: Prism.</summary>
    public int Data { get; set; } = 300;

    /// <summary>Default and most for <c>limit</c>/<c>offset</c> of threats and detections.</summary>
    public int Threats { get; set; } = 1000;
}
