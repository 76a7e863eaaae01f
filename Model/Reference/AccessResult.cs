namespace OsLockConformance.Model.Reference;

/// <summary>What becomes of an access to a system register.</summary>
internal enum AccessResult : byte
{
    /// <summary>It is carried out.</summary>
    Allowed,
    /// <summary>UNDEFINED.</summary>
    Undefined,
    /// <summary>Either of both, because of an accepted erratum.</summary>
    MayBeUndefined,
    /// <summary>A trap from EL0 to EL1, EC 0x18.</summary>
    TrapToEl1,
    /// <summary>Carried out, or a trap to EL1, because of an accepted erratum.</summary>
    MayTrapToEl1,
}
