using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Implementation.Machine.DataProcessing;
using static OsLockConformance.Implementation.Machine.GeneralRegister;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A program of syzkaller: the guest's memory, then the calls. Blocks that follow each other run in one KVM_RUN; while userspace debugs, it
/// puts the vCPU to the ERET by ONE_REG. syzkaller has no alternatives and no masks: what is defined in full of the last block before an
/// exit is compared with syz_kvm_assert_reg, the rest stands in comments.
/// </summary>
public static class SyzExport
{
    private const string Name = "syz";
    private const ulong Memory = 0x4000_0000;
    private const int MemorySize = 0x20_0000;
    private const ulong Enter = GuestLayout.MonitorEret;
    private const ulong Code = GuestLayout.Vectors + 0x2000;
    private const ulong Doorbell = 0x0900_0000;
    private const ulong MonitorPstate = 0x3C5;
    private const ulong Core = 0x6030_0000_0010_0000;
    private const ulong System = 0x6030_0000_0013_0000;
    private const ulong Pc = Core + 0x40;
    private const ulong Pstate = Core + 0x42;
    private const ulong ElrEl1 = Core + 0x46;
    private const ulong SpsrEl1 = Core + 0x48;
    private const ulong EsrEl1 = System + 0b11_000_0101_0010_000;
    private const ulong VbarEl1 = System + 0b11_000_1100_0000_000;
    private const int Doubleword = 3;
    private const int Word = 2;
    private const int Comparators = 16;

    /// <summary>Writes the program.</summary>
    /// <exception cref="ExportException">It has what a list of system calls cannot do.</exception>
    public static string Write(ExportedProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        foreach (var step in program.Steps)
        {
            GuestOnly.DemandNoEvents(step, Name);
            if (step.Action.Kind is ActionKind.ColdReset or ActionKind.WarmReset or ActionKind.Migrate)
                throw new ExportException($"expected an action whose system calls need no value of an earlier one, got '{step.Text}'", step.Index);
        }
        return new Writer(program).Write();
    }

    private sealed class Writer(ExportedProgram program)
    {
        private readonly StringBuilder _calls = new();
        private readonly CodeBuilder _code = new(Code);
        private bool _second;

        private string Vcpu => _second ? "r4" : "r2";

        public string Write()
        {
            var stub = DoorbellStub();
            for (var i = 0; i < program.Steps.Count; i++)
            {
                var step = program.Steps[i];
                if (step.Action.Kind == ActionKind.Run && !step.IsDebugged)
                {
                    var last = i;
                    while (last + 1 < program.Steps.Count && program.Steps[last + 1] is { IsDebugged: false, Action.Kind: ActionKind.Run })
                        last++;
                    Batch(i, last);
                    i = last;
                }
                else
                    Single(step, stub);
            }
            return Head() + _calls;
        }

        private string Head()
        {
            var text = new StringBuilder("#\n# requires: arch=arm64 -threaded\n#\n");
            foreach (var line in program.Description)
                text.Append($"# {line}\n");
            text.Append("#\nr0 = openat$kvm(0xffffffffffffff9c, &(0x7f0000000000), 0x0, 0x0)\n");
            Machine(text, "r1", "r2", 0x20_0000);
            if (program.Steps.Any(static step => step.Action.Kind == ActionKind.SwitchVm))
                Machine(text, "r3", "r4", 0x60_0000);
            return text.ToString();
        }

        private void Machine(StringBuilder text, string vm, string vcpu, int area)
        {
            text.Append(CultureInfo.InvariantCulture, $"# The vectors and the monitor's ERET, what it runs, and the slots, full of svc #0.\n");
            Poke(text, area, GuestLayout.Vectors, Vectors());
            Poke(text, area, Code, _code.ToImage());
            Poke(text, area, GuestLayout.SlotBase, Slots());
            text.Append(CultureInfo.InvariantCulture, $"{vm} = ioctl$KVM_CREATE_VM(r0, 0xae01, 0x0)\n");
            text.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_SET_USER_MEMORY_REGION({vm}, 0x4020ae46, &(0x7f0000001000)={{0x0, 0x0, 0x{Memory:x}, 0x{MemorySize:x}, &(0x7f0000{area:x6}/0x{MemorySize:x})=nil}})\n");
            text.Append(CultureInfo.InvariantCulture, $"{vcpu} = ioctl$KVM_CREATE_VCPU({vm}, 0xae41, 0x0)\n");
            Init(text, vcpu);
        }

        private static void Init(StringBuilder text, string vcpu)
        {
            text.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_ARM_VCPU_INIT({vcpu}, 0x4020aeae, &(0x7f0000001100)={{0x5, 0x0}})\n");
            Set(text, vcpu, VbarEl1, GuestLayout.Vectors);
        }

        /// <summary>The write has a file that is not open: what counts is that its buffer is filled.</summary>
        private static void Poke(StringBuilder text, int area, ulong address, byte[] bytes) =>
            text.Append(CultureInfo.InvariantCulture, $"write(0xffffffffffffffff, &(0x7f0000{area + (int)(address - Memory):x6})=\"{Convert.ToHexStringLower(bytes)}\", 0x{bytes.Length:x})\n");

        private static void Set(StringBuilder text, string vcpu, ulong id, ulong value) =>
            text.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_SET_ONE_REG({vcpu}, 0x4010aeac, &(0x7f0000001200)={(id < System ? "@arm64_core" : "@arm64_sys")}={{0x{id:x}, &(0x7f0000001300)=0x{value:x}}})\n");

        private void Run() => _calls.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_RUN({Vcpu}, 0xae80, 0x0)\n");

        private void Assert(ulong id, ulong value) => _calls.Append(CultureInfo.InvariantCulture, $"syz_kvm_assert_reg({Vcpu}, 0x{id:x}, 0x{value:x})\n");

        private void Comment(ExportedStep step) => _calls.Append(CultureInfo.InvariantCulture, $"# {step.Index + 1}: {step.Text}\n#    expected: {step.Expected}\n");

        /// <summary>Before the place that it gives there is a NOP: if the last exit was a store to the doorbell, KVM_RUN skips an instruction first.</summary>
        private ulong DoorbellStub()
        {
            var place = _code.Here;
            Ring();
            return place;
        }

        private void Ring()
        {
            _code.EmitConstant(X9, Doorbell);
            _code.Emit(LoadsAndStores.STR(Doubleword, X9, X9));
        }

        private void Batch(int first, int last)
        {
            var place = _code.Here;
            _code.Emit(SystemInstructions.NOP());
            for (var i = first; i <= last; i++)
            {
                Comment(program.Steps[i]);
                Block(program.Steps[i].Action);
            }
            Ring();
            Set(_calls, Vcpu, Pstate, MonitorPstate);
            Set(_calls, Vcpu, Pc, place);
            Run();
            if (program.Steps[last].Outcomes is not [{ Events: [var exception] } outcome])
                return;
            Assert(ElrEl1, exception.Elr);
            if (exception.EsrMask == uint.MaxValue)
                Assert(EsrEl1, exception.Esr);
            for (var i = 0; i < outcome.Transfer.Count; i++)
            {
                if (outcome.Transfer[i].Mask == ulong.MaxValue)
                    Assert(Core + (2 * (ulong)GuestLayout.TransferRegister(i)), outcome.Transfer[i].Value);
            }
        }

        /// <summary>Puts the block into its slot, enters it, goes on behind, and fills the slot with svc #0 again. X20 is where to go on.</summary>
        private void Block(in ScenarioAction action)
        {
            Span<uint> words = stackalloc uint[BlockCompiler.SlotWords];
            BlockCompiler.Words(action, words);
            Place(action.Slot, words);
            _code.EmitConstant(X7, GuestLayout.Slot(action.Slot));
            _code.Emit(SystemInstructions.MSR(new RegisterEncoding(0b11_000_0100_0000_001), X7));
            _code.EmitConstant(X7, action.EntrySpsr);
            _code.Emit(SystemInstructions.MSR(new RegisterEncoding(0b11_000_0100_0000_000), X7));
            Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
            BlockCompiler.Registers(action, registers);
            for (var i = 0; i < registers.Length; i++)
                _code.EmitConstant((GeneralRegister)(i + 1), registers[i]);
            // ADR of the instruction after the branch.
            _code.Emit(0x1000_0000 | (2 << 5) | (uint)X20, Branches.B((long)Enter - (long)(_code.Here + 4)));
            words.Fill(BlockCompiler.Terminator);
            Place(action.Slot, words);
        }

        private void Place(int slot, ReadOnlySpan<uint> words)
        {
            _code.EmitConstant(X8, GuestLayout.Slot(slot));
            for (var i = 0; i < words.Length; i++)
            {
                _code.EmitConstant(X7, words[i]);
                _code.Emit(LoadsAndStores.STR(Word, X7, X8, 4 * (uint)i));
            }
            // IC IALLU.
            _code.Emit(SystemInstructions.DSB(), 0xD508_751F, SystemInstructions.DSB(), SystemInstructions.ISB());
        }

        private void Single(ExportedStep step, ulong stub)
        {
            Comment(step);
            var action = step.Action;
            switch (action.Kind)
            {
                case ActionKind.Run:
                    Debugged(step, stub);
                    break;
                case ActionKind.SetGuestDebug:
                    var registers = action.DebugRegisters;
                    _calls.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_SET_GUEST_DEBUG_arm64({Vcpu}, 0x4208ae9b, &(0x7f0000001400)={{0x{action.Control.ToControlWord():x}, 0x0, {{{Sixteen(registers.Bcr0, registers.Bcr1)}, {Sixteen(registers.Bvr0, registers.Bvr1)}, {Sixteen(registers.Wcr0, registers.Wcr1)}, {Sixteen(registers.Wvr0, registers.Wvr1)}}}}})\n");
                    break;
                case ActionKind.GetOneReg:
                    if (step.Outcomes is [{ Errno: 0, OneRegValue: { Mask: ulong.MaxValue } value }])
                        Assert(IdOf(action), value.Value);
                    else
                        _calls.Append(CultureInfo.InvariantCulture, $"ioctl$KVM_GET_ONE_REG({Vcpu}, 0x4010aeab, &(0x7f0000001200)=@arm64_sys={{0x{IdOf(action):x}, &(0x7f0000001300)}})\n");
                    break;
                case ActionKind.SetOneReg:
                    Set(_calls, Vcpu, IdOf(action), action.OneRegValue);
                    break;
                case ActionKind.VcpuInit:
                    Init(_calls, Vcpu);
                    break;
                case ActionKind.SwitchVm:
                    _second = !_second;
                    break;
                case ActionKind.Preempt:
                    _calls.Append("sched_yield()\n");
                    break;
            }
        }

        /// <summary>As often as the block exits at most, and once for a step that the store to the doorbell left behind.</summary>
        private void Debugged(ExportedStep step, ulong stub)
        {
            var action = step.Action;
            Span<uint> words = stackalloc uint[BlockCompiler.SlotWords];
            BlockCompiler.Words(action, words);
            var bytes = new byte[4 * words.Length];
            global::System.Runtime.InteropServices.MemoryMarshal.AsBytes(words).CopyTo(bytes);
            Poke(_calls, _second ? 0x60_0000 : 0x20_0000, GuestLayout.Slot(action.Slot), bytes);
            Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
            BlockCompiler.Registers(action, registers);
            for (var i = 0; i < registers.Length; i++)
                Set(_calls, Vcpu, Core + (2 * (ulong)(i + 1)), registers[i]);
            Set(_calls, Vcpu, Core + (2 * 20), stub);
            Set(_calls, Vcpu, ElrEl1, GuestLayout.Slot(action.Slot));
            Set(_calls, Vcpu, SpsrEl1, action.EntrySpsr);
            Set(_calls, Vcpu, Pstate, MonitorPstate);
            Set(_calls, Vcpu, Pc, Enter - 4);
            for (var i = 0; i <= step.Outcomes.Max(static outcome => outcome.Events.Count); i++)
                Run();
        }

        private static string Sixteen(ulong first, ulong second) => string.Create(CultureInfo.InvariantCulture,
            $"[0x{first:x}, 0x{second:x}{string.Concat(Enumerable.Repeat(", 0x0", Comparators - 2))}]");

        private static ulong IdOf(in ScenarioAction action) => System + RegisterTable.EncodingOf(action.OneReg).Key;

        private static byte[] Vectors()
        {
            var vectors = new CodeBuilder(GuestLayout.Vectors);
            foreach (var offset in (ReadOnlySpan<ulong>)[0, 0x200, 0x400])
            {
                vectors.PadTo(GuestLayout.Vectors + offset);
                // BR X20.
                vectors.Emit(0xD61F_0000 | ((uint)X20 << 5));
            }
            vectors.PadTo(Enter - 4);
            vectors.Emit(SystemInstructions.NOP(), ExceptionInstructions.ERET());
            return vectors.ToImage();
        }

        private static byte[] Slots()
        {
            var slots = new CodeBuilder(GuestLayout.SlotBase);
            while (slots.Here < GuestLayout.Slot(GuestLayout.SlotCount))
                slots.Emit(BlockCompiler.Terminator);
            return slots.ToImage();
        }
    }
}
