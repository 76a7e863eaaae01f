namespace OsLockConformance.Implementation.Vmm;

/// <summary>Ends the machine: what process 1 does instead of exiting.</summary>
public static class PowerOff
{
    /// <summary>reboot() with the command that switches the power off.</summary>
    public static void Now() => _ = Libc.Reboot(Libc.RebootMagicPowerOff);
}
