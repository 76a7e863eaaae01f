namespace OsLockConformance.Harness.Proving;

/// <summary>How far a search is, between two waves.</summary>
/// <param name="Depth">The length of the programs that lead to the states of this level.</param>
/// <param name="Next">The next state to be expanded.</param>
/// <param name="LevelEnd">The first state that is not of this level.</param>
/// <param name="Transitions">Actions that agreed.</param>
/// <param name="NoTests">Actions that were no test.</param>
/// <param name="Elapsed">Time so far.</param>
/// <param name="Processor">Processor time so far.</param>
internal sealed record SearchPlace(int Depth, uint Next, uint LevelEnd, long Transitions, long NoTests, TimeSpan Elapsed, TimeSpan Processor)
{
    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Depth);
        writer.Write(Next);
        writer.Write(LevelEnd);
        writer.Write(Transitions);
        writer.Write(NoTests);
        writer.Write(Elapsed.Ticks);
        writer.Write(Processor.Ticks);
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static SearchPlace Read(BinaryReader reader) =>
        new(reader.ReadInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadInt64(), reader.ReadInt64(), new TimeSpan(reader.ReadInt64()),
            new TimeSpan(reader.ReadInt64()));
}
