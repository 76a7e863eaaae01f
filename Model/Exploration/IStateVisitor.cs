namespace OsLockConformance.Model.Exploration;

/// <summary>
/// Goes through the state of a machine, field by field and always in the same order. One list of fields serves for taking a state
/// (<see cref="StateWriter"/>) and for putting it back (<see cref="StateReader"/>), so that the two cannot drift apart.
/// </summary>
public interface IStateVisitor
{
    /// <summary>Whether fields are overwritten. What is not visited because nothing can observe it is then made zero.</summary>
    bool Loads { get; }

    /// <summary>A field of 8 bits.</summary>
    void Visit(ref byte value);

    /// <summary>A field of 32 bits.</summary>
    void Visit(ref uint value);

    /// <summary>A field of 64 bits.</summary>
    void Visit(ref ulong value);

    /// <summary>A truth value.</summary>
    void Visit(ref bool value);

    /// <summary>Registers of 32 bits, sixteen at most, of which most are zero.</summary>
    void Visit(scoped Span<uint> registers);

    /// <summary>Registers of 64 bits, sixteen at most, of which most are zero.</summary>
    void Visit(scoped Span<ulong> registers);

    /// <summary>What was visited since the last call is a section: see <see cref="IExplorable.StateSections"/>.</summary>
    void EndSection();
}
