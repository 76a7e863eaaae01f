namespace OsLockConformance.Model.Registers;

/// <summary>One register: a member of <see cref="RegisterId"/> and, for a family, its number n (0 to 15).</summary>
/// <param name="Id">The register or family.</param>
/// <param name="Index">n of DBGBVR&lt;n&gt;_EL1 and its like; 0 for every other register.</param>
public readonly record struct SystemRegister(RegisterId Id, byte Index = 0)
{
    /// <summary>The name as the manual writes it, for example <c>DBGBVR2_EL1</c>.</summary>
    public override string ToString() => RegisterTable.Describe(Id).NameOf(Index);
}
