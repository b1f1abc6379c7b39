namespace Kandji.Help;

/// <summary>An operation of the API that the cmdlet calls.</summary>
internal sealed record OperationHelp(string Operation, string Section, string Permission, string When);
