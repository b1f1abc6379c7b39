namespace Kandji.Client.Tests.Support;

internal enum SampleState
{
    Pending = 1,
    Running = 2,
    NotNow = 5,
}
