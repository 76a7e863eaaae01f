using System.Runtime.InteropServices;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>The functions of the C library that a virtual machine monitor needs.</summary>
internal static unsafe partial class Libc
{
    public const int O_RDWR = 2;
    public const int O_CLOEXEC = 0x80000;
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int MAP_SHARED = 1;
    public const int MAP_PRIVATE = 2;
    public const int MADV_NOHUGEPAGE = 15;
    public const int MAP_ANONYMOUS = 0x20;
    public const int EINTR = 4;
    public const int SIGUSR1 = 10;
    public const int SIG_BLOCK = 0;
    public const uint RebootMagicPowerOff = 0x4321FEDC;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Mmap(nint address, nuint length, int protection, int flags, int fd, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Munmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "pthread_self")]
    public static partial nint PthreadSelf();

    [LibraryImport("libc", EntryPoint = "pthread_kill")]
    public static partial int PthreadKill(nint thread, int signal);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    public static partial int PthreadSigmask(int how, ulong* set, ulong* old);

    [LibraryImport("libc", EntryPoint = "sigtimedwait")]
    public static partial int Sigtimedwait(ulong* set, void* info, long* timeout);

    [LibraryImport("libc", EntryPoint = "uname")]
    public static partial int Uname(byte* names);

    [LibraryImport("libc", EntryPoint = "reboot")]
    public static partial int Reboot(uint command);
}
