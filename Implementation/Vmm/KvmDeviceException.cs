namespace OsLockConformance.Implementation.Vmm;

/// <summary>/dev/kvm is not there, refuses something that every version can do, or its guest ended in a way that has no name here.</summary>
/// <param name="message">What went wrong, in one line.</param>
public sealed class KvmDeviceException(string message) : Exception(message);
