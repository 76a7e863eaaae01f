namespace OsLockConformance.Model.Vocabulary;

/// <summary>Who acts in a step of a scenario, and how.</summary>
public enum ActionKind : byte
{
    /// <summary>The guest runs a block of one to three instructions.</summary>
    Run,
    /// <summary>The PE goes through a cold reset, then the monitor boots.</summary>
    ColdReset,
    /// <summary>The PE goes through a warm reset, then the monitor boots.</summary>
    WarmReset,
    /// <summary>Userspace: KVM_SET_GUEST_DEBUG.</summary>
    SetGuestDebug,
    /// <summary>Userspace: KVM_GET_ONE_REG.</summary>
    GetOneReg,
    /// <summary>Userspace: KVM_SET_ONE_REG.</summary>
    SetOneReg,
    /// <summary>Userspace: KVM_ARM_VCPU_INIT again, for the architecture a warm reset, then the monitor boots.</summary>
    VcpuInit,
    /// <summary>Userspace: save all registers through ONE_REG, restore them into a fresh vCPU.</summary>
    Migrate,
    /// <summary>Userspace: leave KVM_RUN and enter it again.</summary>
    Reenter,
    /// <summary>Host: the vCPU thread is scheduled out and in.</summary>
    Preempt,
    /// <summary>Host: the other virtual machine runs from here on.</summary>
    SwitchVm,
}
