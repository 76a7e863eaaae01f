using System.Runtime.InteropServices;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>A virtual machine of one vCPU in the kernel. The memory outlives it, so that migration can hand it on.</summary>
internal sealed unsafe class GuestVcpu : IDisposable
{
    private const int ExitReasonOffset = 8;
    private const int ExitDataOffset = 32;
    private const int VcpuInitWords = 8;
    private const int SignalSetBytes = 8;

    private readonly KvmDevice _device;
    private readonly int _vm;
    private readonly int _vcpu;
    private readonly byte* _run;
    private readonly uint[] _init = new uint[VcpuInitWords];

    public GuestVcpu(KvmDevice device, GuestRam ram)
    {
        _device = device;
        _vm = KvmDevice.Call(device.Fd, KvmIoctl.KVM_CREATE_VM, 0, nameof(KvmIoctl.KVM_CREATE_VM));
        // struct kvm_userspace_memory_region: slot and flags, guest address, size, userspace address.
        var region = stackalloc ulong[] { 0, GuestRam.Base, GuestRam.Size, ram.UserspaceAddress };
        KvmDevice.Call(_vm, KvmIoctl.KVM_SET_USER_MEMORY_REGION, (nint)region, nameof(KvmIoctl.KVM_SET_USER_MEMORY_REGION));
        _vcpu = KvmDevice.Call(_vm, KvmIoctl.KVM_CREATE_VCPU, 0, nameof(KvmIoctl.KVM_CREATE_VCPU));
        _run = (byte*)Libc.Mmap(0, device.RunSize, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, _vcpu, 0);
        if ((nint)_run == -1)
            throw new KvmDeviceException("struct kvm_run cannot be mapped");
        Init();
        AllowInterruptions();
    }

    /// <summary>kvm_run.exit_reason.</summary>
    public uint ExitReason => *(uint*)(_run + ExitReasonOffset);

    /// <summary>kvm_run.mmio.phys_addr.</summary>
    public ulong MmioAddress => *(ulong*)(_run + ExitDataOffset);

    /// <summary>kvm_run.mmio.data.</summary>
    public ulong MmioData => *(ulong*)(_run + ExitDataOffset + 8);

    /// <summary>kvm_run.debug.arch.hsr.</summary>
    public uint DebugHsr => *(uint*)(_run + ExitDataOffset);

    /// <summary>kvm_run.debug.arch.far.</summary>
    public ulong DebugFar => *(ulong*)(_run + ExitDataOffset + 8);

    /// <summary>KVM_ARM_VCPU_INIT for the preferred target.</summary>
    public void Init()
    {
        fixed (uint* init = _init)
        {
            KvmDevice.Call(_vm, KvmIoctl.KVM_ARM_PREFERRED_TARGET, (nint)init, nameof(KvmIoctl.KVM_ARM_PREFERRED_TARGET));
            KvmDevice.Call(_vcpu, KvmIoctl.KVM_ARM_VCPU_INIT, (nint)init, nameof(KvmIoctl.KVM_ARM_VCPU_INIT));
        }
    }

    /// <summary>KVM_RUN.</summary>
    /// <returns>0, or a positive errno.</returns>
    public int Run() => Errno(Libc.Ioctl(_vcpu, KvmIoctl.KVM_RUN, 0));

    /// <summary>A KVM_RUN that returns at once: it completes an MMIO exit, after which the PC is the next instruction's.</summary>
    public void CompleteExit()
    {
        _run[1] = 1;
        _ = Run();
        _run[1] = 0;
    }

    /// <summary>KVM_GET_ONE_REG.</summary>
    /// <returns>0, or a positive errno.</returns>
    public int GetOneReg(ulong id, out ulong value)
    {
        ulong storage = 0;
        var request = stackalloc ulong[] { id, (ulong)&storage };
        var errno = Errno(Libc.Ioctl(_vcpu, KvmIoctl.KVM_GET_ONE_REG, (nint)request));
        value = storage;
        return errno;
    }

    /// <summary>KVM_SET_ONE_REG.</summary>
    /// <returns>0, or a positive errno.</returns>
    public int SetOneReg(ulong id, ulong value)
    {
        var request = stackalloc ulong[] { id, (ulong)&value };
        return Errno(Libc.Ioctl(_vcpu, KvmIoctl.KVM_SET_ONE_REG, (nint)request));
    }

    /// <summary>A register that every version has.</summary>
    public ulong this[ulong id]
    {
        get => GetOneReg(id, out var value) == 0 ? value : throw new KvmDeviceException($"KVM_GET_ONE_REG 0x{id:x} failed");
        set
        {
            if (SetOneReg(id, value) != 0)
                throw new KvmDeviceException($"KVM_SET_ONE_REG 0x{id:x} failed");
        }
    }

    /// <summary>KVM_GET_REG_LIST.</summary>
    public ulong[] RegisterList()
    {
        ulong none = 0;
        _ = Libc.Ioctl(_vcpu, KvmIoctl.KVM_GET_REG_LIST, (nint)(&none));
        var list = new ulong[none + 1];
        list[0] = none;
        fixed (ulong* pointer = list)
            KvmDevice.Call(_vcpu, KvmIoctl.KVM_GET_REG_LIST, (nint)pointer, nameof(KvmIoctl.KVM_GET_REG_LIST));
        return list[1..];
    }

    /// <summary>KVM_SET_GUEST_DEBUG.</summary>
    /// <returns>0, or a positive errno.</returns>
    public int SetGuestDebug(uint control, in UserspaceDebugRegisters registers)
    {
        // struct kvm_guest_debug: control, padding, then sixteen each of dbg_bcr, dbg_bvr, dbg_wcr and dbg_wvr.
        var debug = stackalloc ulong[1 + (4 * 16)];
        new Span<ulong>(debug, 1 + (4 * 16)).Clear();
        debug[0] = control;
        debug[1] = registers.Bcr0;
        debug[2] = registers.Bcr1;
        debug[17] = registers.Bvr0;
        debug[18] = registers.Bvr1;
        debug[33] = registers.Wcr0;
        debug[34] = registers.Wcr1;
        debug[49] = registers.Wvr0;
        debug[50] = registers.Wvr1;
        return Errno(Libc.Ioctl(_vcpu, KvmIoctl.KVM_SET_GUEST_DEBUG, (nint)debug));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Libc.Munmap((nint)_run, _device.RunSize);
        _ = Libc.Close(_vcpu);
        _ = Libc.Close(_vm);
    }

    /// <summary>The watchdog's signal, blocked elsewhere, ends a KVM_RUN.</summary>
    private void AllowInterruptions()
    {
        // struct kvm_signal_mask: the length, then the set of blocked signals.
        var mask = stackalloc byte[sizeof(uint) + SignalSetBytes];
        *(uint*)mask = SignalSetBytes;
        *(uint*)(mask + 4) = 0;
        *(uint*)(mask + 8) = 0;
        KvmDevice.Call(_vcpu, KvmIoctl.KVM_SET_SIGNAL_MASK, (nint)mask, nameof(KvmIoctl.KVM_SET_SIGNAL_MASK));
    }

    private static int Errno(int result) => result >= 0 ? 0 : Marshal.GetLastPInvokeError();
}
