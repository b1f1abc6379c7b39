namespace Kandji.Client.Http;

/// <summary>
/// Follows a cancellation some time later. A change that was sent cannot be taken back, and its answer, which tells what became of it, may
/// already be on its way.
/// </summary>
internal sealed class ResponseGracePeriod : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenRegistration _registration;
    private Deadline? _deadline;
    private bool _isDisposed;

    /// <summary>Waits for a cancellation.</summary>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="duration">How much later to follow.</param>
    /// <param name="cancellationToken">The token that the period follows.</param>
    public ResponseGracePeriod(TimeProvider clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        _clock = clock;
        _duration = duration;
        _registration = cancellationToken.Register(Begin);
    }

    /// <summary>Is cancelled when the time after the cancellation is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _deadline?.Dispose();
        }
        // Not under the lock: this waits for a callback that may be running, and that takes it.
        _registration.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            if (_duration > TimeSpan.Zero)
            {
                _deadline = new Deadline(_clock, _duration);
                _deadline.Token.Register(_source.Cancel);
                return;
            }
        }
        _source.Cancel();
    }
}
