using System.Runtime.CompilerServices;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>The memory of a guest: an anonymous mapping of this process, at <see cref="Base"/> for the guest.</summary>
internal sealed unsafe class GuestRam : IDisposable
{
    /// <summary>Its address in the guest.</summary>
    public const ulong Base = 0x4000_0000;

    /// <summary>Its size: two megabytes hold all addresses of <see cref="GuestLayout"/> and <see cref="MonitorLayout"/>.</summary>
    public const int Size = 0x20_0000;

    private readonly nint _whole;
    private readonly nint _mapping;

    /// <summary>
    /// Maps it in small pages: KVM_ARM_VCPU_INIT unmaps all of stage 2 and cleans what was mapped from the cache, and so does each fault
    /// that maps it again. That is two megabytes line by line for a huge page, and a handful of small pages otherwise.
    /// </summary>
    public GuestRam()
    {
        _whole = Libc.Mmap(0, 2 * Size, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS, -1, 0);
        if (_whole == -1)
            throw new KvmDeviceException("there is no memory for a guest");
        _mapping = (_whole + Size - 1) & -Size;
        _ = Libc.Madvise(_mapping, Size, Libc.MADV_NOHUGEPAGE);
    }

    /// <summary>Its address in this process.</summary>
    public ulong UserspaceAddress => (ulong)_mapping;

    /// <summary>The doubleword at a guest address.</summary>
    public ref ulong this[ulong address] => ref *(ulong*)Pointer(address, sizeof(ulong));

    /// <summary>The instruction at a guest address.</summary>
    public ref uint Word(ulong address) => ref *(uint*)Pointer(address, sizeof(uint));

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.Munmap(_whole, 2 * Size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Pointer(ulong address, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address - Base, (ulong)(Size - size), nameof(address));
        return _mapping + (nint)(address - Base);
    }
}
