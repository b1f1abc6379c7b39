using System.Management.Automation.Host;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// A cmdlet that waits for tasks: it stops what is under way when the pipeline stops, does on the pipeline's thread what only that
/// thread may do, and turns failures into error records.
/// </summary>
public abstract class CancellableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PipelineThread _thread = new();

    // Begin has written its error. Processing without what it reads would only add errors that follow from it.
    private bool _hasBegun;

    /// <summary>Is cancelled when the pipeline stops: Ctrl+C, a downstream command that has enough, a terminating error.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    private protected PipelineThread Thread => _thread;

    /// <summary>True once the command has come to its end by itself.</summary>
    private protected bool HasEnded { get; private set; }

    /// <summary>True when the pipeline is being stopped, and takes nothing any more.</summary>
    private protected bool IsStopped => Stopping || _stop.IsCancellationRequested;

    /// <summary>The object whose properties are the command's dynamic parameters; null when there are none.</summary>
    private protected object? DynamicParameters { get; set; }

    /// <summary>
    /// The cmdlet that PowerShell runs, when this is its part in one tenant; else null. Everything that only PowerShell's cmdlet has, such
    /// as its arguments, is that cmdlet's.
    /// </summary>
    internal CancellableCmdlet? Owner { get; private set; }

    internal new InvocationInfo MyInvocation => Owner is null ? base.MyInvocation : Owner.MyInvocation;

    internal new string ParameterSetName => Owner is null ? base.ParameterSetName : Owner.ParameterSetName;

    internal new SessionState SessionState => Owner is null ? base.SessionState : Owner.SessionState;

    internal new PSHost Host => Owner is null ? base.Host : Owner.Host;

    internal new ProviderIntrinsics InvokeProvider => Owner is null ? base.InvokeProvider : Owner.InvokeProvider;

    internal new bool Stopping => Owner is null ? base.Stopping : Owner.Stopping;

    /// <summary>Runs once, before the first object of the pipeline.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Runs once for each object of the pipeline.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>Runs once, after the last object of the pipeline.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Begins, here or in the parts of the command.</summary>
    private protected virtual void RunBegin() => Begin();

    /// <summary>Does what there is to do about an object of the pipeline, here or in the part of the command that it belongs to.</summary>
    private protected virtual void RunProcess() => Process();

    /// <summary>Ends, here or in the parts of the command.</summary>
    private protected virtual void RunEnd() => End();

    /// <summary>Begins a part of a command; what PowerShell has checked is not checked again.</summary>
    private protected void BeginOnce() => _hasBegun = Guard(null, RunBegin);

    /// <summary>Does what there is to do about the objects that are bound now.</summary>
    private protected void ProcessOnce()
    {
        if (_hasBegun)
            Guard(null, RunProcess);
    }

    /// <summary>Does what comes before the end of a part.</summary>
    private protected void EndAfter(Action action)
    {
        if (_hasBegun)
            Guard(null, action);
    }

    /// <summary>Ends the command or its part.</summary>
    private protected void EndOnce()
    {
        if (_hasBegun)
        {
            Guard(null, () =>
            {
                RunEnd();
                // The messages of other threads since the last wait.
                _thread.RunPosted();
            });
        }
        HasEnded = true;
    }

    /// <summary>Makes this cmdlet a part of another that PowerShell runs.</summary>
    private protected void BelongTo(CancellableCmdlet owner, ICommandRuntime runtime)
    {
        Owner = owner;
        CommandRuntime = runtime;
        DynamicParameters = owner.DynamicParameters;
        owner.StopToken.Register(_stop.Cancel);
    }

    /// <summary>Indicates whether the first error ends the command.</summary>
    private protected bool StopsOnError =>
        LanguagePrimitives.TryConvertTo(
            MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
                ? given
                : SessionState.PSVariable.GetValue("ErrorActionPreference"),
            out ActionPreference action)
        && action == ActionPreference.Stop;

    /// <summary>Runs before an error ends the command: writes what would be lost with it.</summary>
    private protected virtual void OnTerminating()
    {
    }

    /// <summary>Writes what would be lost when the whole command ends.</summary>
    private protected virtual void BeforeTermination() => OnTerminating();

    /// <summary>Takes note of an error about one object, before it is written.</summary>
    private protected virtual void OnFailure(ErrorRecord record)
    {
    }

    /// <summary>Takes note that a failure was told of.</summary>
    private protected virtual void WasTold(Exception failure)
    {
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => _hasBegun = Guard(null, () =>
    {
        ParameterRules.For(GetType()).Check(MyInvocation.BoundParameters, MyInvocation.ExpectingInput);
        if (DynamicParameters is { } parameters)
            ParameterRules.For(parameters.GetType()).Check(MyInvocation.BoundParameters, MyInvocation.ExpectingInput);
        if (FindFailed() is { } failed)
            throw new TerminatingException(ErrorRecords.Create(failed.Failure!, failed.Source ?? failed)!);
        RunBegin();
    });

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        // Only the pipeline can have bound one since the command began. The objects after it are processed.
        if (FindFailed() is { } failed)
            Guard(failed.Source ?? failed, () => throw failed.Failure!);
        else
            ProcessOnce();
    }

    // A bound reference to what does not name one thing for sure.
    private ObjectReference? FindFailed()
    {
        foreach (object? bound in MyInvocation.BoundParameters.Values)
        {
            switch (bound.Unwrap())
            {
                case ObjectReference { Failure: not null } one:
                    return one;
                case ObjectReference[] several when Array.Find(several, item => item.Failure is not null) is { } failed:
                    return failed;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        EndOnce();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Stops what is still under way. PowerShell calls this when the pipeline ends, however it ends.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what is still under way.</summary>
    /// <param name="disposing">True: this is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
            _stop.Cancel();
    }

    /// <summary>Waits for a task on the pipeline's thread.</summary>
    private protected T Await<T>(Task<T> task) => _thread.Await(task);

    /// <summary>Waits for a task on the pipeline's thread.</summary>
    private protected void Await(Task task) => _thread.Await(task);

    /// <summary>
    /// Waits for work that writes files. Whatever ends the waiting, such as Ctrl+C or a warning under -WarningAction Stop, ends the work
    /// too, and it has come to its end when this returns: nothing is written any more when the files are given back.
    /// </summary>
    /// <param name="start">Begins the work, with a token that ends it.</param>
    private protected T AwaitWork<T>(Func<CancellationToken, Task<T>> start) => _thread.AwaitWork(start, StopToken);

    /// <summary>Waits for work that writes files, as above.</summary>
    /// <param name="start">Begins the work, with a token that ends it.</param>
    private protected void AwaitWork(Func<CancellationToken, Task> start) => AwaitWork(async token =>
    {
        await start(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Reads what work that writes files finds, as it comes. The work is ended as by <see cref="AwaitWork{T}"/>.</summary>
    /// <param name="start">Begins the work, with a token that ends it.</param>
    private protected IEnumerable<T> StreamWork<T>(Func<CancellationToken, IAsyncEnumerable<T>> start) =>
        _thread.StreamWork(start, StopToken);

    /// <summary>Reads a stream on the pipeline's thread, each item as it comes.</summary>
    private protected IEnumerable<T> Stream<T>(IAsyncEnumerable<T> source) => _thread.Stream(source, StopToken);

    /// <summary>Asks the pipeline's thread to do something, from any thread.</summary>
    private protected void Post(Action action) => _thread.Post(action);

    /// <summary>
    /// Does something about one object. A failure becomes an error record about it and the pipeline goes on, unless it is one that
    /// would fail everything else too.
    /// </summary>
    /// <param name="target">The object that it is about; null when it is about the whole command.</param>
    /// <param name="action">The action.</param>
    /// <returns>True if it went well.</returns>
    private protected bool Guard(object? target, Action action) => Guard(target, null, action);

    /// <summary>Does something about one object, as above.</summary>
    /// <param name="target">The object that it is about; null when it is about the whole command.</param>
    /// <param name="name">The name of the object, with which an error about it begins; null where the failure tells it.</param>
    /// <param name="action">The action.</param>
    /// <returns>True if it went well.</returns>
    private protected bool Guard(object? target, string? name, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (TerminatingException e)
        {
            BeforeTermination();
            WasTold(e);
            ThrowTerminatingError(e.ErrorRecord);
            throw;
        }
        catch (Exception e) when (ErrorRecords.Create(e, target) is { } record)
        {
            if (name is not null)
                record.ErrorDetails = new ErrorDetails($"{name}: {record.Exception.Message}");
            if (ErrorRecords.IsFatal(e))
            {
                BeforeTermination();
                WasTold(e);
                ThrowTerminatingError(record);
            }
            try
            {
                WriteFailure(record);
            }
            catch (Exception) when (!IsStopped)
            {
                // An error that ends the command is told all the same.
                WasTold(e);
                throw;
            }
            WasTold(e);
            return false;
        }
    }

    /// <summary>Writes an error about one object. Where errors end the command, what would be lost with it is written first.</summary>
    private protected void WriteFailure(ErrorRecord record)
    {
        if (StopsOnError)
            BeforeTermination();
        OnFailure(record);
        WriteError(record);
    }
}
