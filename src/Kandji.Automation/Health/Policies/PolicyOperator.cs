namespace Kandji.Automation.Health.Policies;

/// <summary>The comparisons of a rule of the policy.</summary>
internal enum PolicyOperator
{
    /// <summary>Is the value; of a list, has it.</summary>
    Eq,

    /// <summary>Is not the value; of a list, does not have it.</summary>
    Ne,

    /// <summary>Is less, older or earlier than the value.</summary>
    Lt,

    /// <summary>Is more, newer or later than the value.</summary>
    Gt,

    /// <summary>Matches the wildcards of the value, <c>*</c> and <c>?</c>.</summary>
    Like,

    /// <summary>Matches the regular expression of the value.</summary>
    Match,

    /// <summary>Is one of the values.</summary>
    In,

    /// <summary>Has no value: null, an empty text, an empty list.</summary>
    Empty,
}
