namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Ends a KVM_RUN that does not return: a thread of its own looks at the deadline and sends SIGUSR1, which is blocked for the vCPU's
/// thread outside of KVM_RUN, so that no handler is needed.
/// </summary>
internal sealed unsafe class RunWatchdog : IDisposable
{
    /// <summary>What one KVM_RUN may take. A batch takes milliseconds; an emulated machine on a loaded host a hundred times that.</summary>
    private const long LimitMilliseconds = 10_000;

    private const int LookEveryMilliseconds = 500;

    // Bit n - 1 stands for signal n.
    private const ulong Set = 1UL << (Libc.SIGUSR1 - 1);

    private readonly ManualResetEventSlim _stop = new();
    private readonly nint _thread;
    private long _deadline = long.MaxValue;

    /// <summary>Watches the calling thread.</summary>
    public RunWatchdog()
    {
        // The C library's sigset_t has 1024 bits.
        var blocked = stackalloc ulong[16];
        new Span<ulong>(blocked, 16).Clear();
        blocked[0] = Set;
        _ = Libc.PthreadSigmask(Libc.SIG_BLOCK, blocked, null);
        _thread = Libc.PthreadSelf();
        new Thread(Watch) { IsBackground = true, Name = "KVM_RUN watchdog" }.Start();
    }

    /// <summary>Runs a vCPU.</summary>
    /// <returns>false if it had to be ended.</returns>
    public bool Run(GuestVcpu vcpu)
    {
        Volatile.Write(ref _deadline, Environment.TickCount64 + LimitMilliseconds);
        var errno = vcpu.Run();
        Volatile.Write(ref _deadline, long.MaxValue);
        if (errno == 0)
            return true;
        if (errno != Libc.EINTR)
            throw new KvmDeviceException($"KVM_RUN failed with errno {errno}");
        TakeSignal();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Set();

    private static void TakeSignal()
    {
        var set = stackalloc ulong[16];
        new Span<ulong>(set, 16).Clear();
        set[0] = Set;
        var atOnce = stackalloc long[] { 0, 0 };
        _ = Libc.Sigtimedwait(set, null, atOnce);
    }

    private void Watch()
    {
        while (!_stop.Wait(LookEveryMilliseconds))
        {
            if (Environment.TickCount64 > Volatile.Read(ref _deadline))
                _ = Libc.PthreadKill(_thread, Libc.SIGUSR1);
        }
    }
}
