using System.Buffers.Binary;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>Turns what the monitor saw after a block into an observation.</summary>
internal static class RunResult
{
    /// <summary>Bytes of a result.</summary>
    public const int Length = 8 * MonitorRecord.ResultLength;

    /// <summary>Decodes the result of a run.</summary>
    public static void Decode(in ScenarioAction action, ReadOnlySpan<byte> result, ref Observation observation)
    {
        observation.Clear();
        var esr = (uint)Doubleword(result, 0);
        var vector = (uint)(Doubleword(result, 0) >> 32);
        var elr = Doubleword(result, 1);
        var spsr = (uint)Doubleword(result, 2);
        if (vector != VectorOf(spsr))
            throw new TargetException(TargetFailure.Crash, $"an exception from SPSR_EL1 {spsr:x} came to vector {vector}");
        var isWatchpoint = ESR_ELx.ClassOf(esr) is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl;
        observation.Add(new ObservedEvent
        {
            Kind = ObservedEventKind.Exception,
            Esr = esr,
            Spsr = spsr & SPSR_EL1.Compared,
            Elr = elr,
            Far = isWatchpoint ? Doubleword(result, 3) : 0,
        });
        Span<ulong> transfer = stackalloc ulong[GuestLayout.BlockLength];
        for (var i = 0; i < GuestLayout.BlockLength; i++)
            transfer[i] = Doubleword(result, 4 + i);
        var completed = BlockCompiler.Completed(action, elr, esr, transfer);
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((completed >> i & 1) != 0)
                observation.SetValue(i, transfer[i]);
        }
    }

    /// <summary>The number of the synchronous vector: 0 from EL1t, 4 from EL1h, 8 from EL0.</summary>
    private static uint VectorOf(uint spsr) => (spsr & SPSR_EL1.M) switch
    {
        0 => 8,
        4 => 0,
        _ => 4,
    };

    private static ulong Doubleword(ReadOnlySpan<byte> result, int index) => BinaryPrimitives.ReadUInt64LittleEndian(result[(8 * index)..]);
}
