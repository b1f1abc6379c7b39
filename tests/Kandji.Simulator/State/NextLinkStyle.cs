namespace Kandji.Simulator.State;

/// <summary>The forms that <c>next</c> has been seen in.</summary>
public enum NextLinkStyle
{
    /// <summary>A URL on the tenant's web host, which is not the API's host: no request must go there.</summary>
    AbsoluteOtherHost,

    /// <summary>A URL on the host that was asked.</summary>
    AbsoluteSameHost,

    /// <summary>Where there are cursors, the cursor alone; elsewhere as <see cref="AbsoluteOtherHost"/>.</summary>
    BareCursor,
}
