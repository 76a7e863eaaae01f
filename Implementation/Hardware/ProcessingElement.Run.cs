using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    private const ulong VectorStride = 0x200;
    private const ulong VectorSize = 0x80;
    private const ulong VectorEnd = 0x480;

    private static readonly Instruction MonitorsReturn = new(Opcode.ERET);
    private static readonly ObservedEvent Spinning = new() { Kind = ObservedEventKind.Spin };

    /// <summary>Executes guest instructions until something below EL2 can't go on by itself; see <see cref="PeStop"/>.</summary>
    public PeStop Run(ref BlockRun run, ref Observation observation)
    {
        while (true)
        {
            var atVector = IsAtVector;
            if (atVector)
            {
                RecordException(ref run, ref observation);
            }
            else
            {
                if (run.StopsAt(PC))
                    return PeStop.Boundary;
                if (run.Executed >= GuestLayout.InstructionBudget)
                {
                    observation.Add(Spinning);
                    return PeStop.Spin;
                }
            }

            switch (CheckBeforeInstruction(out var activeNotPending))
            {
                case Outcome.ToEl2:
                    return PeStop.ExceptionToEl2;
                case Outcome.ToEl1:
                    continue;
            }

            if (atVector)
                return PeStop.Monitor;
            ref readonly var instruction = ref Fetch(in run.Action, out var index);
            if (index < 0)
            {
                observation.Add(Spinning);
                return PeStop.Spin;
            }

            run.Executed++;
            switch (Execute(in instruction, index, ref observation))
            {
                case Outcome.ToEl2:
                    return PeStop.ExceptionToEl2;
                case Outcome.Completed:
                    PC += 4;
                    SSAdvance();
                    _step.Completed(activeNotPending, instruction.Opcode == Opcode.LDXR);
                    break;
            }
        }
    }

    /// <summary>
    /// Anywhere in a vector's 0x80 bytes: the monitor's handler. A hypervisor that skips an instruction there is still in it.
    /// </summary>
    private bool IsAtVector
    {
        get
        {
            var offset = PC - GuestLayout.Vectors;
            return offset < VectorEnd && offset % VectorStride < VectorSize;
        }
    }

    private void RecordException(ref BlockRun run, ref Observation observation)
    {
        if (run.ExceptionRecorded)
            return;
        run.ExceptionRecorded = true;
        observation.Add(new ObservedEvent
        {
            Kind = ObservedEventKind.Exception,
            Esr = ESR_EL1,
            Elr = ELR_EL1,
            Spsr = SPSR_EL1 & Model.Registers.SPSR_EL1.Compared,
            Far = ESR_ELx.ClassOf(ESR_EL1) is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl ? FAR_EL1 : 0,
        });
    }

    /// <summary>
    /// The word at the PC: the monitor's ERET, the block, or the terminator, which fills the rest of all slots.
    /// </summary>
    /// <param name="action">The block.</param>
    /// <param name="index">Where in the block it is, 0 for the ERET; -1 where the guest has no code.</param>
    private ref readonly Instruction Fetch(in ScenarioAction action, out int index)
    {
        index = 0;
        if (PC == GuestLayout.MonitorEret)
            return ref MonitorsReturn;
        var offset = PC - GuestLayout.SlotBase;
        if (offset >= GuestLayout.SlotStride * GuestLayout.SlotCount || (offset & 3) != 0)
        {
            index = -1;
            return ref ScenarioAction.Terminator;
        }
        var word = (PC - GuestLayout.Slot(action.Slot)) / 4;
        index = word < action.Length ? (int)word : GuestLayout.BlockLength;
        return ref action.InstructionAt(index);
    }
}
