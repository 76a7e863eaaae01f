using System.Runtime.InteropServices;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>/dev/kvm, opened.</summary>
internal sealed class KvmDevice : IDisposable
{
    /// <summary>Where the kernel has it.</summary>
    public const string Path = "/dev/kvm";

    public KvmDevice()
    {
        Fd = Libc.Open(Path, Libc.O_RDWR | Libc.O_CLOEXEC);
        if (Fd < 0)
            throw new KvmDeviceException($"{Path} cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        RunSize = (nuint)Call(Fd, KvmIoctl.KVM_GET_VCPU_MMAP_SIZE, 0, nameof(KvmIoctl.KVM_GET_VCPU_MMAP_SIZE));
    }

    /// <summary>The file descriptor.</summary>
    public int Fd { get; }

    /// <summary>Bytes of a vCPU's struct kvm_run.</summary>
    public nuint RunSize { get; }

    /// <summary>An ioctl that can't fail where KVM works.</summary>
    public static int Call(int fd, nuint request, nint argument, string name)
    {
        var result = Libc.Ioctl(fd, request, argument);
        return result >= 0
            ? result
            : throw new KvmDeviceException($"{name} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Close(Fd);
}
