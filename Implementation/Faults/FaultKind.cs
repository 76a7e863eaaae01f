namespace OsLockConformance.Implementation.Faults;

/// <summary>What sort of mistake a planted fault is.</summary>
public enum FaultKind : byte
{
    /// <summary>Something is not saved.</summary>
    ForgottenSave,
    /// <summary>Something is not restored or not loaded.</summary>
    ForgottenRestore,
    /// <summary>A trap control is wrong.</summary>
    TrapBit,
    /// <summary>A mask is too wide, too narrow or inverted.</summary>
    Mask,
    /// <summary>Two steps are in the wrong order.</summary>
    Order,
    /// <summary>The wrong bit.</summary>
    WrongBit,
    /// <summary>The wrong register, or the wrong one of a family.</summary>
    WrongRegister,
    /// <summary>An old copy is used.</summary>
    StaleCopy,
    /// <summary>A condition is missing or half there.</summary>
    MissingCondition,
    /// <summary>One state serves two owners.</summary>
    Leak,
}
