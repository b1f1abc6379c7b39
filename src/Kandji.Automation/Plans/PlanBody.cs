namespace Kandji.Automation.Plans;

/// <summary>How the body of an operation is sent.</summary>
internal enum PlanBody
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>As a JSON object.</summary>
    Json,

    /// <summary>As a url-encoded form.</summary>
    Form,

    /// <summary>As a multipart form, with the file where there is one.</summary>
    Multipart,
}
