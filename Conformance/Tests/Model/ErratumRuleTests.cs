using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Model.Errata.ErratumId;
using static OsLockConformance.Model.Registers.RegisterId;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>What the model expects instead of the rule once an erratum is accepted, and that the behaviour then says so.</summary>
public sealed class ErratumRuleTests
{
    private const GuestDebugFlags Debugs = GuestDebugFlags.Enable;

    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };
    private static readonly PeConfiguration Everything = PeConfiguration.Default with { Trf = true, Sc2 = true, IntDisHigh = true, Spmu = true };
    private static readonly ScenarioAction WarmReset = new() { Kind = ActionKind.WarmReset };
    private static readonly ScenarioAction Breaks = El1(Msr(DBGBVRn_EL1, C), Msr(DBGBCRn_EL1, Bcr()));
    private static readonly ScenarioAction Watches = El1(Msr(DBGWVRn_EL1, Cell), Msr(DBGWCRn_EL1, Wcr()));
    private static readonly Instruction Exclusive = new(Opcode.LDXR, Index: 3, Value: Cell);
    private static readonly Instruction Udf = new(Opcode.UDF);
    private static readonly Instruction Eret = new(Opcode.ERET);

    /// <summary>After some actions, each with one behaviour, what is allowed next; the guest is locked unless it unlocks.</summary>
    private static string[] After(ErratumId accepted, PeConfiguration? configuration, ScenarioAction[] before, ScenarioAction action)
    {
        var probe = new Probe(configuration, locked: true, accepted);
        foreach (var one in before)
            probe.Do(one);
        return probe.Behaviours(action);
    }

    private static ScenarioAction Ss(ScenarioAction action) => action with { SS = true };

    private static ScenarioAction Between(ScenarioAction action, int position, BoundaryEvent boundaryEvent)
    {
        action.SetEvent(position, boundaryEvent);
        return action;
    }

    [Fact]
    public void Kvm_init_unlocked()
    {
        Assert.Equal(["15 A+12; a in ffffffffffffffff; a in ffffffffffffffff"], After(None, null, [], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(["15 A+12; 8 in ffffffffffffffff; 8 in ffffffffffffffff; kvm-init-unlocked"], After(KvmInitUnlocked, null, [], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(["8 in ffffffffffffffff; kvm-init-unlocked"], After(KvmInitUnlocked, null, [], GetOneReg(OSLSR_EL1)));
        Assert.Equal(["15 A+12; a in ffffffffffffffff; a in ffffffffffffffff"], After(KvmInitUnlocked, null, [OsLock], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(["15 A+12; 8 in ffffffffffffffff; 8 in ffffffffffffffff"], After(KvmInitUnlocked, null, [OsUnlock], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(
            ["15 A+12; 8 in ffffffffffffffff; 8 in ffffffffffffffff"],
            After(KvmInitUnlocked, null, [SetOneReg(OSLSR_EL1, 8)], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(["kvm-init-unlocked"], After(KvmInitUnlocked, null, [OsLock], VcpuInit));
        Assert.Equal([""], After(KvmInitUnlocked, null, [], VcpuInit));
        Assert.Equal(
            ["15 A+12; 8 in ffffffffffffffff; 8 in ffffffffffffffff; kvm-init-unlocked"],
            After(KvmInitUnlocked, null, [OsLock, VcpuInit], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal([""], After(KvmInitUnlocked, null, [OsLock], WarmReset));
        Assert.Equal(["15 A+16; UNKNOWN; UNKNOWN; UNKNOWN"], After(KvmInitUnlocked, Everything, [OsLock], El1(Mrs(OSECCR_EL1), Mrs(OSDTRRX_EL1), Mrs(OSDTRTX_EL1))));
        Assert.Equal(["15 A+8; 0 in 40000b001"], After(KvmInitUnlocked, Everything, [OsLock], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+16; 0 in 60; 0 in ffffffff; 0 in ffffffff"], After(None, Everything, [], El1(Mrs(OSECCR_EL1), Mrs(OSDTRRX_EL1), Mrs(OSDTRTX_EL1))));
        Assert.Equal(["15 A+8; 0 in 40000b001"], After(KvmInitUnlocked, Everything, [VcpuInit, OsLock], El1(Mrs(MDSCR_EL1))));
    }

    [Fact]
    public void Kvm_init_clears_debug_registers()
    {
        Assert.Equal([""], After(None, null, [El1(Msr(DBGBVRn_EL1, 0x1000, 5))], VcpuInit));
        Assert.Equal(["kvm-init-clears-debug-registers"], After(KvmInitClearsDebugRegisters, null, [El1(Msr(DBGBVRn_EL1, 0x1000, 5))], VcpuInit));
        Assert.Equal(["kvm-init-clears-debug-registers"], After(KvmInitClearsDebugRegisters, null, [El1(Msr(DBGWVRn_EL1, 0x2000, 3))], VcpuInit));
        Assert.Equal([""], After(KvmInitClearsDebugRegisters, null, [], VcpuInit));
        Assert.Equal(["15 A+8; 1000 in 1fffffffffffc"], After(None, null, [El1(Msr(DBGBVRn_EL1, 0x1000, 5)), VcpuInit], El1(Mrs(DBGBVRn_EL1, 5))));
        Assert.Equal(["15 A+8; 0 in 1fffffffffffc"], After(KvmInitClearsDebugRegisters, null, [El1(Msr(DBGBVRn_EL1, 0x1000, 5)), VcpuInit], El1(Mrs(DBGBVRn_EL1, 5))));
        Assert.Equal(["15 A+8; 0 in 1fffffffffffc"], After(KvmInitClearsDebugRegisters, null, [El1(Msr(DBGWVRn_EL1, 0x2000, 3)), VcpuInit], El1(Mrs(DBGWVRn_EL1, 3))));
        Assert.Equal(
            ["15 A+8; 1000 in 1fffffffffffc"],
            After(KvmInitClearsDebugRegisters, null, [El1(Msr(DBGBVRn_EL1, 0x1000, 5)), WarmReset], El1(Mrs(DBGBVRn_EL1, 5))));
        Assert.Equal(["15 A+8; 0 in 40000b001"], After(KvmInitClearsDebugRegisters, Everything, [OsUnlock, VcpuInit, OsLock], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+8; 0 in 4ece8f041"], After(KvmInitClearsDebugRegisters, Everything, [VcpuInit], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+8; 0 in 40000b001"], After(KvmInitClearsDebugRegisters, Everything, [OsUnlock, VcpuInit, VcpuInit, OsLock], El1(Mrs(MDSCR_EL1))));
    }

    [Fact]
    public void Kvm_mdscr_not_gated()
    {
        Assert.Equal(["15 A+12; 0 in 4ece8f041; 0 in 4ece8f041"], After(None, Everything, [OsUnlock, OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in 40000b001; 0 in 40000b001; kvm-mdscr-not-gated"],
            After(KvmMdscrNotGated, Everything, [OsUnlock, OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; c000 in 4ece8f041; c000 in 4ece8f041"],
            After(None, Everything, [Mdscr(1UL << 14), OsUnlock, Mdscr(MDE), OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 8000 in 40000b001; 8000 in 40000b001; kvm-mdscr-not-gated"],
            After(KvmMdscrNotGated, Everything, [Mdscr(1UL << 14), OsUnlock, Mdscr(MDE), OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 4000 in 4ece8f041; 4000 in 4ece8f041"],
            After(KvmMdscrNotGated, Everything, [OsUnlock, OsLock, Mdscr(1UL << 14)], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+12"], After(None, Everything, [OsUnlock], El1(Msr(MDSCR_EL1, 0), Msr(OSLAR_EL1, 1))));
        Assert.Equal(["15 A+12"], After(KvmMdscrNotGated, Everything, [OsUnlock], El1(Msr(MDSCR_EL1, 0), Msr(OSLAR_EL1, 1))));
        Assert.Equal(["0 in 4ece8f041"], After(None, Everything, [OsUnlock], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["0 in 40000b001; kvm-mdscr-not-gated"], After(KvmMdscrNotGated, Everything, [OsUnlock], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["0 in 4ece8f041"], After(None, Everything, [SetOneReg(OSLSR_EL1, 8)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["0 in 40000b001; kvm-mdscr-not-gated"], After(KvmMdscrNotGated, Everything, [SetOneReg(OSLSR_EL1, 8)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["8000 in 4ece8f041"], After(None, Everything, [SetOneReg(OSLSR_EL1, 8), SetOneReg(MDSCR_EL1, MDE)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(
            ["8000 in 40000b001; kvm-mdscr-not-gated"],
            After(KvmMdscrNotGated, Everything, [SetOneReg(OSLSR_EL1, 8), SetOneReg(MDSCR_EL1, MDE)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["4000 in 4ece8f041"], After(KvmMdscrNotGated, Everything, [SetOneReg(OSLSR_EL1, 10), SetOneReg(MDSCR_EL1, 1UL << 14)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["15 A+8; 0 in 40000b001; kvm-mdscr-not-gated"], After(KvmMdscrNotGated, Everything, [OsUnlock, OsUnlock, OsLock], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["0 in 40000b001; kvm-mdscr-not-gated"],
            After(KvmMdscrNotGated | KvmOsdlr, Everything, [SetOneReg(OSLSR_EL1, 8), SetOneReg(OSLSR_EL1, 8)], GetOneReg(MDSCR_EL1)));
    }

    [Fact]
    public void Qemu_mdscr_not_gated()
    {
        Assert.Equal(["15 A+12; 0 in 4ece8f041; 0 in 4ece8f041"], After(None, Everything, [OsUnlock, OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in 40000b001; 0 in 40000b001; qemu-mdscr-not-gated"],
            After(QemuMdscrNotGated, Everything, [OsUnlock, OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; c000 in 4ece8f041; c000 in 4ece8f041"],
            After(None, Everything, [Mdscr(1UL << 14), OsUnlock, Mdscr(MDE), OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 8000 in 40000b001; 8000 in 40000b001; qemu-mdscr-not-gated"],
            After(QemuMdscrNotGated, Everything, [Mdscr(1UL << 14), OsUnlock, Mdscr(MDE), OsLock], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 4000 in 4ece8f041; 4000 in 4ece8f041"],
            After(QemuMdscrNotGated, Everything, [OsUnlock, OsLock, Mdscr(1UL << 14)], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+12"], After(None, Everything, [OsUnlock], El1(Msr(MDSCR_EL1, 0), Msr(OSLAR_EL1, 1))));
        Assert.Equal(["15 A+12"], After(QemuMdscrNotGated, Everything, [OsUnlock], El1(Msr(MDSCR_EL1, 0), Msr(OSLAR_EL1, 1))));
    }

    [Fact]
    public void Kvm_mdscr_high_lost()
    {
        Assert.Equal(
            ["15 A+12; 400000000 in 4ece8f041; 400000000 in 4ece8f041"],
            After(None, Everything, [OsUnlock, Mdscr(1UL << 34), OsLock, El1(Nop)], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ece8f041; 0 in ece8f041; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), OsLock, El1(Nop)], El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+8; 400000000 in 40000b001"], After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34)], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+8; 0 in b001; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), OsLock, OsUnlock], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(
            ["15 A+8; 400000000 in 40000b001"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), OsLock, OsUnlock, Mdscr(1UL << 34)], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+8; 0 in ece8f041; kvm-mdscr-high-lost"], After(KvmMdscrHighLost, Everything, [Mdscr(1UL << 34)], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["400000000 in 4ece8f041"], After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), GuestDebug(Debugs)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(
            ["0 in ece8f041; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), GuestDebug(Debugs), El1(Nop)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(
            ["0 in ece8f041; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34), GuestDebug(Debugs), Mdscr(1UL << 34)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(["15 A+8; 0 in 6c60f041"], After(KvmMdscrHighLost, null, [OsUnlock, Mdscr(1UL << 34), OsLock, El1(Nop)], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["0 in 6c60f041"], After(KvmMdscrHighLost, null, [OsUnlock, Mdscr(1UL << 34), OsLock, El1(Nop)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(
            ["15 A+12; 400000000 in 40000b001; 0 in b001; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34)], Between(El1(Mrs(MDSCR_EL1), Mrs(MDSCR_EL1)), 1, Sets(Debugs))));
        Assert.Equal(["400000000 in 4ece8f041"], After(KvmMdscrHighLost, Everything, [OsLock, SetOneReg(MDSCR_EL1, 1UL << 34)], GetOneReg(MDSCR_EL1)));
        Assert.Equal(
            ["15 A+16; 0 in ece8f041; kvm-mdscr-high-lost"],
            After(KvmMdscrHighLost, Everything, [OsUnlock, Mdscr(1UL << 34)], El1(Msr(OSLAR_EL1, 1), Isb, Mrs(MDSCR_EL1))));
        Assert.Equal(["15 A+8; 0 in ece8f041; kvm-mdscr-high-lost"], After(KvmMdscrHighLost | KvmOsdlr, Everything, [Mdscr(1UL << 34)], El1(Mrs(MDSCR_EL1))));
        Assert.Equal(["0 in ece8f041; kvm-mdscr-high-lost"], After(KvmMdscrHighLost | KvmOsdlr, Everything, [Mdscr(1UL << 34)], GetOneReg(MDSCR_EL1)));
    }

    [Fact]
    public void Kvm_transfer_registers_undefined()
    {
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined"], After(KvmTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined", "15 A+8"], After(KvmTransferRegistersUndefined, null, [OsUnlock], El1(Msr(OSECCR_EL1, 5))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined"], After(KvmTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSDTRRX_EL1))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined", "15 A+8"], After(KvmTransferRegistersUndefined, null, [OsUnlock], El1(Msr(OSDTRRX_EL1, 5))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined"], After(KvmTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSDTRTX_EL1))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined", "15 A+8"], After(KvmTransferRegistersUndefined, null, [OsUnlock], El1(Msr(OSDTRTX_EL1, 5))));
        Assert.Equal(["00 A+0; kvm-transfer-registers-undefined"], After(KvmTransferRegistersUndefined, null, [OsUnlock, GuestDebug(Debugs)], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-undefined", "00 A+4; UNKNOWN; kvm-transfer-registers-undefined", "15 A+12; UNKNOWN; UNKNOWN"],
            After(KvmTransferRegistersUndefined, null, [OsUnlock], El1(Mrs(OSECCR_EL1), Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["00 A+4; kvm-transfer-registers-undefined", "15 A+12; UNKNOWN"],
            After(KvmTransferRegistersUndefined, null, [OsUnlock], El1(Msr(OSLAR_EL1, 1), Mrs(OSECCR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(KvmTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSDLR_EL1))));
    }

    [Fact]
    public void Kvm_transfer_registers_sometimes_undefined()
    {
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8; 0 in 60"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsLock], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock], El1(Msr(OSECCR_EL1, 5))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8; 0 in ffffffff"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsLock], El1(Mrs(OSDTRRX_EL1))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock], El1(Msr(OSDTRRX_EL1, 5))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8; 0 in ffffffff"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsLock], El1(Mrs(OSDTRTX_EL1))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "15 A+8"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock], El1(Msr(OSDTRTX_EL1, 5))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock, GuestDebug(Debugs)], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["00 A+0; kvm-transfer-registers-sometimes-undefined", "00 A+4; UNKNOWN; kvm-transfer-registers-sometimes-undefined", "15 A+12; UNKNOWN; UNKNOWN"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock], El1(Mrs(OSECCR_EL1), Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["00 A+4; kvm-transfer-registers-sometimes-undefined", "15 A+12; UNKNOWN"],
            After(KvmTransferRegistersSometimesUndefined, null, [OsUnlock], El1(Msr(OSLAR_EL1, 1), Mrs(OSECCR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(KvmTransferRegistersSometimesUndefined, null, [OsLock], El1(Mrs(OSDLR_EL1))));
    }

    [Fact]
    public void Kvm_claim_tags()
    {
        Assert.Equal(
            ["15 A+12; 5a in ffffffffffffffff; ff in ffffffffffffffff"],
            After(None, null, [El1(Msr(DBGCLAIMSET_EL1, 0x5A))], El1(Mrs(DBGCLAIMCLR_EL1), Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffffffffff00; 0 in ffffffffffffff00; kvm-claim-tags"],
            After(KvmClaimTags, null, [El1(Msr(DBGCLAIMSET_EL1, 0x5A))], El1(Mrs(DBGCLAIMCLR_EL1), Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffffffffffff; 0 in ffffffffffffffff; kvm-claim-tags"],
            After(KvmClaimTags, null, [El1(Msr(DBGCLAIMSET_EL1, 0x5A)), GuestDebug(Debugs)], El1(Mrs(DBGCLAIMCLR_EL1), Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffffffffffff; 0 in ffffffffffffffff; kvm-claim-tags"],
            After(KvmClaimTags | KvmTransferRegistersUndefined, null, [El1(Msr(DBGCLAIMSET_EL1, 0x5A))], El1(Mrs(DBGCLAIMCLR_EL1), Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffffffffff00; 0 in ffffffffffffff00; kvm-claim-tags"],
            After(KvmClaimTags | KvmTransferRegistersUndefined, null, [OsUnlock, El1(Msr(DBGCLAIMSET_EL1, 0x5A))], El1(Mrs(DBGCLAIMCLR_EL1), Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffffffffff00; kvm-claim-tags"],
            After(KvmClaimTags | KvmTransferRegistersUndefined, null, [OsUnlock], El1(Msr(OSLAR_EL1, 1), Mrs(DBGCLAIMCLR_EL1))));
    }

    [Fact]
    public void Kvm_dbgprcr()
    {
        Assert.Equal(["15 A+12; 1 in 1; 1 in 1"], After(None, null, [El1(Msr(DBGPRCR_EL1, 1))], El1(Mrs(DBGPRCR_EL1), Mrs(DBGPRCR_EL1))));
        Assert.Equal(["15 A+12; 0 in 1; 0 in 1; kvm-dbgprcr"], After(KvmDbgprcr, null, [El1(Msr(DBGPRCR_EL1, 1))], El1(Mrs(DBGPRCR_EL1), Mrs(DBGPRCR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(KvmDbgprcr, null, [El1(Msr(DBGPRCR_EL1, 2))], El1(Mrs(DBGPRCR_EL1))));
    }

    [Fact]
    public void Kvm_osdlr()
    {
        Assert.Equal(["15 A+12; 1 in 1; 1 in 1"], After(None, DoubleLock, [El1(Msr(OSDLR_EL1, 1))], El1(Mrs(OSDLR_EL1), Mrs(OSDLR_EL1))));
        Assert.Equal(["15 A+12; 0 in 1; 0 in 1; kvm-osdlr"], After(KvmOsdlr, DoubleLock, [El1(Msr(OSDLR_EL1, 1))], El1(Mrs(OSDLR_EL1), Mrs(OSDLR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(None, null, [El1(Msr(OSDLR_EL1, 1))], El1(Mrs(OSDLR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(KvmOsdlr, null, [El1(Msr(OSDLR_EL1, 1))], El1(Mrs(OSDLR_EL1))));
        Assert.Equal(["3c B+0"], After(None, DoubleLock, [OsUnlock, El1(Msr(OSDLR_EL1, 1)), Mdscr(MDE)], El0(Brk(1))));
    }

    [Fact]
    public void Kvm_step_syndrome()
    {
        Assert.Equal(["33 C+4; 8 in ffffffffffffffff"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Mrs(OSLSR_EL1)))));
        Assert.Equal(["33 C+4; 8 in ffffffffffffffff; kvm-step-syndrome"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Mrs(OSLSR_EL1)))));
        Assert.Equal(["33 C+4"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop))));
        Assert.Equal(["33 C+4; 40100080 in ffffffffffffffff"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Mrs(ELR_EL1)))));
        Assert.Equal(["33 C+4; kvm-step-syndrome"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(CONTEXTIDR_EL1, 1)))));
        Assert.Equal(["33 C+4; 0 in ffffffff"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Mrs(CONTEXTIDR_EL1)))));
        Assert.Equal(["33 C+4"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(SPSR_EL1, 1)))));
        Assert.Equal(["33 C+4; 0 in ffffffffffffffff"], After(KvmStepSyndrome, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Exclusive))));
        Assert.Equal(["exit 32 B+0, exit 32 B+4, exit 32 B+8, 15 B+12, exit 32 vector+400"], After(KvmStepSyndrome, null, [GuestDebug(Step)], El0(Nop, Nop)));
        Assert.Equal(
            ["exit 32 A+0, exit 32 A+4, exit 32 A+8, 15 A+12, exit 32 vector+200; a in ffffffffffffffff; a in ffffffffffffffff; kvm-step-syndrome"],
            After(KvmStepSyndrome, null, [GuestDebug(Step)], El1(Mrs(OSLSR_EL1), Mrs(OSLSR_EL1))));
        Assert.Equal(
            ["exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200; a in ffffffffffffffff; kvm-step-syndrome"],
            After(KvmStepSyndrome, null, [GuestDebug(Step)], El1(Mrs(OSLSR_EL1))));
    }

    [Fact]
    public void Kvm_step_state_lost()
    {
        Assert.Equal(["33 C+8"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4; SS of 0 UNKNOWN; kvm-step-state-lost", "33 C+8; kvm-step-state-lost"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4; SS of 0 UNKNOWN; kvm-step-state-lost", "33 C+8; kvm-step-state-lost"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Hw)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4; SS of 0 UNKNOWN; kvm-step-state-lost", "33 C+8; kvm-step-state-lost"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(["33 C+4"], After(KvmStepStateLost, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(["00 C+4"], After(KvmStepStateLost, null, [Mdscr(SS | KDE)], Ss(At(1, Nop, Udf))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLost, null, [Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt)), 1, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["15 C+12", "33 C+8"],
            After(KvmStepStateLost, null, [Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Msr(OSLAR_EL1, 0))), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["00 C+4; SS of 0 UNKNOWN; kvm-step-state-lost"],
            After(KvmStepStateLost, null, [OsUnlock, Mdscr(SS | KDE), GuestDebug(Debugs)], Between(Between(Ss(At(1, Nop, Udf)), 0, On(BoundaryEventKind.Preempt)), 1, On(BoundaryEventKind.Preempt))));
    }

    [Fact]
    public void Kvm_step_state_lost_without_single_step()
    {
        Assert.Equal(["33 C+8"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4; SS of 0 UNKNOWN; kvm-step-state-lost-without-singlestep", "33 C+8; kvm-step-state-lost-without-singlestep"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4; SS of 0 UNKNOWN; kvm-step-state-lost-without-singlestep", "33 C+8; kvm-step-state-lost-without-singlestep"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Hw)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4"],
            After(KvmStepStateLostWithoutSingleStep, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(["00 C+4"], After(KvmStepStateLostWithoutSingleStep, null, [Mdscr(SS | KDE)], Ss(At(1, Nop, Udf))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateLostWithoutSingleStep, null, [Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt)), 1, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["15 C+12", "33 C+8"],
            After(KvmStepStateLostWithoutSingleStep, null, [Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Msr(OSLAR_EL1, 0))), 0, On(BoundaryEventKind.Preempt))));
    }

    [Fact]
    public void Kvm_step_state_stale()
    {
        Assert.Equal(["33 C+8"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+8"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+8"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Hw)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+4"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(KDE)], Between(Between(At(1, Nop, Nop), 0, Sets(Debugs)), 1, Sets(GuestDebugFlags.None))));
        Assert.Equal(["33 C+4"], After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(["00 C+4"], After(KvmStepStateStale, null, [Mdscr(SS | KDE)], Ss(At(1, Nop, Udf))));
        Assert.Equal(
            ["15 C+12"],
            After(KvmStepStateStale, null, [Mdscr(SS | KDE)], Between(Between(Ss(At(1, Nop, Nop)), 0, On(BoundaryEventKind.Preempt)), 1, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["15 C+12", "33 C+8"],
            After(KvmStepStateStale, null, [Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Msr(OSLAR_EL1, 0))), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["33 C+12; kvm-step-state-stale", "33 C+8; SS of 0 UNKNOWN; kvm-step-state-stale"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Msr(ELR_EL1, C + 8), Eret, Nop)), 0, Sets(Debugs)), 2, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+12", "33 C+8; SS of 0 UNKNOWN"],
            After(None, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(Ss(At(1, Msr(ELR_EL1, C + 8), Eret, Nop)), 0, Sets(Debugs)), 2, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["33 C+8"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Between(At(1, Msr(ELR_EL1, C + 8), Eret, Nop), 0, Sets(Debugs)), 2, Sets(GuestDebugFlags.None))));
        Assert.Equal(
            ["15 C+16; kvm-step-state-stale", "33 C+4"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Msr(OSLAR_EL1, 1), Isb, Nop)), 2, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["15 C+12; kvm-step-state-stale", "33 C+4"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Msr(OSLAR_EL1, 1), Isb, Svc)), 2, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["33 C+4", "33 C+8"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(Ss(At(1, Msr(OSLAR_EL1, 1), Msr(OSLAR_EL1, 0), Svc)), 2, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["33 C+0"],
            After(KvmStepStateStale, null, [OsUnlock, Mdscr(SS | KDE)], Between(At(1, Msr(OSLAR_EL1, 1), Isb, Svc), 2, On(BoundaryEventKind.Preempt))));
    }

    [Fact]
    public void Kvm_step_state_stale_shows_at_an_injected_exception()
    {
        Assert.Equal(
            ["00 C+4; kvm-transfer-registers-undefined"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Mrs(OSECCR_EL1))), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["00 C+8; SS of 0 UNKNOWN; kvm-transfer-registers-undefined; kvm-step-state-stale", "33 C+4"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(OSLAR_EL1, 1), Isb, Mrs(OSECCR_EL1)))));
        Assert.Equal(
            ["00 C+8; kvm-transfer-registers-undefined"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [OsUnlock, Mdscr(KDE)], Ss(At(1, Msr(OSLAR_EL1, 1), Isb, Mrs(OSECCR_EL1)))));
        Assert.Equal(
            ["00 C+4"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [Mdscr(SS | KDE)], Between(Ss(At(1, Nop, Udf)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["00 C+4; kvm-transfer-registers-undefined"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [Mdscr(SS | KDE)], Ss(At(1, Nop, Mrs(OSECCR_EL1)))));
        Assert.Equal(
            ["00 C+4; kvm-transfer-registers-undefined"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [Mdscr(SS | KDE)], Between(At(1, Nop, Mrs(OSECCR_EL1)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["00 C+8; kvm-transfer-registers-undefined", "15 C+16; UNKNOWN", "33 C+12; UNKNOWN", "33 C+4", "33 C+8"],
            After(KvmStepStateStale | KvmTransferRegistersUndefined, null, [Mdscr(SS | KDE)],
                Between(Ss(At(1, Msr(OSLAR_EL1, 0), Msr(OSLAR_EL1, 1), Mrs(OSECCR_EL1))), 0, On(BoundaryEventKind.Preempt))));
    }

    [Fact]
    public void Kvm_pending_step_lost()
    {
        Assert.Equal(
            ["exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200"],
            After(None, null, [GuestDebug(Step)], Between(El1(Nop), 1, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["exit 32 A+0, 15 A+8, exit 32 vector+200; kvm-pending-step-lost", "exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200"],
            After(KvmPendingStepLost, null, [GuestDebug(Step)], Between(El1(Nop), 1, On(BoundaryEventKind.Preempt))));
        Assert.Equal(
            ["exit 32 A+0, 15 A+8, exit 32 vector+200", "exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200"],
            After(None, null, [GuestDebug(Step)], Between(El1(Nop), 1, On(BoundaryEventKind.Migrate))));
        Assert.Equal(
            ["exit 32 A+0, 15 A+8, exit 32 vector+200", "exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200"],
            After(KvmPendingStepLost, null, [GuestDebug(Step)], Between(El1(Nop), 1, On(BoundaryEventKind.Migrate))));
        Assert.Equal(
            ["exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200", "exit 32 A+4, 15 A+8, exit 32 vector+200; kvm-pending-step-lost"],
            After(KvmPendingStepLost, null, [GuestDebug(Step)], Between(El1(Nop), 0, On(BoundaryEventKind.Reenter))));
        Assert.Equal(["15 A+8"], After(KvmPendingStepLost, null, [GuestDebug(Debugs)], Between(El1(Nop), 1, On(BoundaryEventKind.Reenter))));
        Assert.Equal(["15 A+8"], After(KvmPendingStepLost, null, [], Between(El1(Nop), 1, On(BoundaryEventKind.Migrate))));
        Assert.Equal(
            ["15 A+8, exit 32 vector+200; kvm-pending-step-lost",
             "exit 32 A+0, 15 A+8, exit 32 vector+200; kvm-pending-step-lost",
             "exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200",
             "exit 32 A+4, 15 A+8, exit 32 vector+200; kvm-pending-step-lost"],
            After(KvmPendingStepLost, null, [GuestDebug(Step)], Between(Between(El1(Nop), 0, On(BoundaryEventKind.Preempt)), 1, On(BoundaryEventKind.Preempt))));
    }

    [Fact]
    public void Kvm_tdcc_stale_is_nothing_to_a_model_that_does_not_accept_it()
    {
        var probe = new Probe(locked: true, accepted: KvmTdccStale);
        probe.Do(Mdscr(TDCC));
        Assert.Equal(["15 C+8; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale"], probe.Behaviours(At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], probe.Behaviours(At(0, Mrs(MDCCSR_EL0)), None));
    }

    [Fact]
    public void Kvm_tdcc_stale()
    {
        Assert.Equal(["18 C+0"], After(None, null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["15 C+8; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale"], After(KvmTdccStale, null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["15 C+8; UNKNOWN"], After(None, null, [Mdscr(TDCC), Mdscr(0)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["15 C+8; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale"], After(KvmTdccStale, null, [Mdscr(TDCC), Mdscr(0)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [OsUnlock, Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(
            ["15 C+8; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale"],
            After(KvmTdccStale, null, [OsUnlock, GuestDebug(Debugs), Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC), OsUnlock], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC), OsLock], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC), Preempt], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC), Preempt, Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC)], Between(At(0, Mrs(MDCCSR_EL0)), 0, On(BoundaryEventKind.Preempt))));
        Assert.Equal(["18 C+0"], After(KvmTdccStale, null, [Mdscr(TDCC)], Between(At(0, Mrs(MDCCSR_EL0)), 0, Sets(Debugs))));
        Assert.Equal(
            ["exit 32 C+0, exit 32 C+4, 18 C+4, exit 32 vector+400"],
            After(KvmTdccStale, null, [OsUnlock, GuestDebug(Step), Mdscr(TDCC)], At(0, Nop, Mrs(MDCCSR_EL0))));
        Assert.Equal(
            ["15 C+8; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale"],
            After(KvmTdccStale, null, [OsUnlock, El1(Msr(OSLAR_EL1, 1), Msr(MDSCR_EL1, TDCC))], At(0, Mrs(MDCCSR_EL0))));
        Assert.Equal(
            ["15 C+12; UNKNOWN; UNKNOWN; kvm-tdcc-stale", "18 C+0; kvm-tdcc-stale", "18 C+4; UNKNOWN; kvm-tdcc-stale"],
            After(KvmTdccStale, null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0), Mrs(MDCCSR_EL0))));
    }

    [Fact]
    public void Kvm_spsr_step_bit()
    {
        Assert.Equal(["exit 32 C+0, 15 C+4, exit 32 vector+200"], After(None, null, [OsUnlock, GuestDebug(Step)], At(1, Svc)));
        Assert.Equal(
            ["exit 32 C+0, 15 C+4, exit 32 vector+200; SS of 1 UNKNOWN; kvm-spsr-step-bit"],
            After(KvmSpsrStepBit, null, [OsUnlock, GuestDebug(Step)], At(1, Svc)));
        Assert.Equal(["15 C+4"], After(KvmSpsrStepBit, null, [OsUnlock, GuestDebug(Debugs)], At(1, Svc)));
        Assert.Equal(["15 C+4; SS of 0 UNKNOWN; kvm-spsr-step-bit"], After(KvmSpsrStepBit, null, [OsUnlock, Mdscr(SS | KDE), GuestDebug(Debugs)], Ss(At(1, Svc))));
        Assert.Equal(["15 C+4; SS of 0 UNKNOWN"], After(None, null, [OsUnlock, Mdscr(SS | KDE), GuestDebug(Debugs)], Ss(At(1, Svc))));
        Assert.Equal(["15 C+4"], After(KvmSpsrStepBit, null, [OsUnlock], Ss(At(1, Svc))));
        Assert.Equal(["00 C+0; SS of 0"], After(KvmSpsrStepBit, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Udf))));
    }

    [Fact]
    public void Kvm_watchpoint_far_stale()
    {
        foreach (var accepted in (ErratumId[])[None, KvmWatchpointFarStale])
        {
            var exit = new Probe(accepted: accepted);
            exit.Do(GuestDebug(Hw, WatchpointAt(Cell)));
            var outcome = exit.Do(At(1, Ldr));
            Assert.Equal(accepted == None ? (Cell, Cell + 7) : (0, ulong.MaxValue), (outcome.Events[0].FarLow, outcome.Events[0].FarHigh));
            Assert.Equal(accepted, outcome.Errata);
            exit.Do(GuestDebug(Hw, BreakpointAt(B)));
            outcome = exit.Do(El0(Nop));
            Assert.Equal((0UL, 0UL, None), (outcome.Events[0].FarLow, outcome.Events[0].FarHigh, outcome.Errata));
        }
        var own = new Probe(accepted: KvmWatchpointFarStale).Set(MDSCR_EL1, MDE | KDE).Watchpoint(Cell, Wcr()).Takes(At(1, Ldr));
        Assert.Equal((Cell, Cell + 7), (own.FarLow, own.FarHigh));
    }

    [Fact]
    public void Qemu_lock_ignored_by_breakpoints()
    {
        Assert.Equal(
            ["30 C+0; qemu-lock-ignored-breakpoint-el0"],
            After(QemuLockIgnoredBreakpointEl0, null, [Mdscr(MDE | KDE), Breaks], At(0, Nop)));
        Assert.Equal(["15 C+8"], After(QemuLockIgnoredBreakpointEl0, null, [Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(["30 C+0"], After(QemuLockIgnoredBreakpointEl0, null, [OsUnlock, Mdscr(MDE | KDE), Breaks], At(0, Nop)));
        Assert.Equal(
            ["30 C+0; qemu-lock-ignored-breakpoint-el0"],
            After(QemuLockIgnoredBreakpointEl0, null, [Mdscr(MDE | KDE), Breaks, VcpuInit, Mdscr(MDE | KDE), Breaks], At(0, Nop)));
        Assert.Equal(["15 C+8"], After(QemuLockIgnoredBreakpointEl1, null, [Mdscr(MDE | KDE), Breaks], At(0, Nop)));
        Assert.Equal(
            ["31 C+0; qemu-lock-ignored-breakpoint-el1"],
            After(QemuLockIgnoredBreakpointEl1, null, [Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(["31 C+0"], After(QemuLockIgnoredBreakpointEl1, null, [OsUnlock, Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(
            ["31 C+0; qemu-lock-ignored-breakpoint-el1"],
            After(QemuLockIgnoredBreakpointEl1, null, [Mdscr(MDE | KDE), Breaks, VcpuInit, Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(
            ["15 C+8"],
            After(QemuLockIgnored, DoubleLock, [Mdscr(MDE | KDE), Breaks, El1(Msr(OSDLR_EL1, 1))], At(0, Nop)));
    }

    [Fact]
    public void Qemu_lock_ignored_by_watchpoints()
    {
        Assert.Equal(
            ["34 C+0; qemu-lock-ignored-watchpoint-el0"],
            After(QemuLockIgnoredWatchpointEl0, null, [Mdscr(MDE | KDE), Watches], At(0, Ldr)));
        Assert.Equal(
            ["15 C+8; 0 in ffffffffffffffff"],
            After(QemuLockIgnoredWatchpointEl0, null, [Mdscr(MDE | KDE), Watches], At(1, Ldr)));
        Assert.Equal(
            ["34 C+0"],
            After(QemuLockIgnoredWatchpointEl0, null, [OsUnlock, Mdscr(MDE | KDE), Watches], At(0, Ldr)));
        Assert.Equal(
            ["34 C+0; qemu-lock-ignored-watchpoint-el0"],
            After(QemuLockIgnoredWatchpointEl0, null, [Mdscr(MDE | KDE), Watches, VcpuInit, Mdscr(MDE | KDE), Watches], At(0, Ldr)));
        Assert.Equal(
            ["15 C+8; 0 in ffffffffffffffff"],
            After(QemuLockIgnoredWatchpointEl1, null, [Mdscr(MDE | KDE), Watches], At(0, Ldr)));
        Assert.Equal(
            ["35 C+0; qemu-lock-ignored-watchpoint-el1"],
            After(QemuLockIgnoredWatchpointEl1, null, [Mdscr(MDE | KDE), Watches], At(1, Ldr)));
        Assert.Equal(
            ["35 C+0"],
            After(QemuLockIgnoredWatchpointEl1, null, [OsUnlock, Mdscr(MDE | KDE), Watches], At(1, Ldr)));
        Assert.Equal(
            ["35 C+0; qemu-lock-ignored-watchpoint-el1"],
            After(QemuLockIgnoredWatchpointEl1, null, [Mdscr(MDE | KDE), Watches, VcpuInit, Mdscr(MDE | KDE), Watches], At(1, Ldr)));
        Assert.Equal(
            ["15 C+8; 0 in ffffffffffffffff"],
            After(QemuLockIgnored, DoubleLock, [Mdscr(MDE | KDE), Watches, El1(Msr(OSDLR_EL1, 1))], At(0, Ldr)));
    }

    [Fact]
    public void Qemu_lock_ignored_by_steps()
    {
        Assert.Equal(["32 C+0; qemu-lock-ignored-step-el0"], After(QemuLockIgnoredStepEl0, null, [Mdscr(SS | KDE)], At(0, Nop)));
        Assert.Equal(["15 C+8"], After(QemuLockIgnoredStepEl0, null, [Mdscr(SS | KDE)], At(1, Nop)));
        Assert.Equal(["32 C+0"], After(QemuLockIgnoredStepEl0, null, [OsUnlock, Mdscr(SS | KDE)], At(0, Nop)));
        Assert.Equal(["32 C+4; qemu-lock-ignored-step-el0"], After(QemuLockIgnoredStepEl0, null, [Mdscr(SS | KDE)], Ss(At(0, Nop, Nop))));
        Assert.Equal(["15 C+12"], After(QemuLockIgnoredStepEl0, null, [Mdscr(KDE)], Ss(At(0, Nop, Nop))));
        Assert.Equal(["32 C+0; qemu-lock-ignored-step-el0"], After(QemuLockIgnoredStepEl0, null, [Mdscr(SS | KDE), VcpuInit, Mdscr(SS | KDE)], At(0, Nop)));
        Assert.Equal(["15 C+8"], After(QemuLockIgnoredStepEl1, null, [Mdscr(SS | KDE)], At(0, Nop)));
        Assert.Equal(["33 C+0; qemu-lock-ignored-step-el1"], After(QemuLockIgnoredStepEl1, null, [Mdscr(SS | KDE)], At(1, Nop)));
        Assert.Equal(["33 C+0"], After(QemuLockIgnoredStepEl1, null, [OsUnlock, Mdscr(SS | KDE)], At(1, Nop)));
        Assert.Equal(["33 C+4; qemu-lock-ignored-step-el1"], After(QemuLockIgnoredStepEl1, null, [Mdscr(SS | KDE)], Ss(At(1, Nop, Nop))));
        Assert.Equal(["15 C+12"], After(QemuLockIgnoredStepEl1, null, [Mdscr(KDE)], Ss(At(1, Nop, Nop))));
        Assert.Equal(["33 C+0; qemu-lock-ignored-step-el1"], After(QemuLockIgnoredStepEl1, null, [Mdscr(SS | KDE), VcpuInit, Mdscr(SS | KDE)], At(1, Nop)));
        Assert.Equal(["15 C+8"], After(QemuLockIgnored, DoubleLock, [Mdscr(SS | KDE), El1(Msr(OSDLR_EL1, 1))], At(0, Nop)));
        Assert.Equal(["00 C+0; SS of 0; qemu-lock-ignored-step-el0"], After(QemuLockIgnoredStepEl0, null, [Mdscr(SS)], Ss(At(0, Udf))));
    }

    [Fact]
    public void Qemu_missing_registers()
    {
        Assert.Equal(["00 A+0; qemu-transfer-registers-undefined"], After(QemuTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(["00 A+0; qemu-transfer-registers-undefined"], After(QemuTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSDTRRX_EL1))));
        Assert.Equal(["00 A+0; qemu-transfer-registers-undefined"], After(QemuTransferRegistersUndefined, null, [OsLock], El1(Mrs(OSDTRTX_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(QemuTransferRegistersUndefined, null, [OsLock], El1(Mrs(DBGPRCR_EL1))));
        Assert.Equal(["00 A+0; qemu-claim-tags-undefined"], After(QemuClaimTagsUndefined, null, [OsLock], El1(Mrs(DBGCLAIMSET_EL1))));
        Assert.Equal(["00 A+0; qemu-claim-tags-undefined"], After(QemuClaimTagsUndefined, null, [OsLock], El1(Mrs(DBGCLAIMCLR_EL1))));
        Assert.Equal(["15 A+8; 0 in 1"], After(QemuClaimTagsUndefined, null, [OsLock], El1(Mrs(DBGPRCR_EL1))));
        Assert.Equal(["00 A+0; qemu-power-control-undefined"], After(QemuPowerControlUndefined, null, [OsLock], El1(Mrs(DBGPRCR_EL1))));
        Assert.Equal(["00 A+0; qemu-power-control-undefined"], After(QemuPowerControlUndefined, null, [OsLock], El1(Mrs(DBGAUTHSTATUS_EL1))));
        Assert.Equal(["15 A+8; 0 in 60"], After(QemuPowerControlUndefined, null, [OsLock], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(["00 A+0; qemu-claim-tags-undefined"], After(QemuClaimTagsUndefined, null, [OsLock], El1(Msr(DBGCLAIMSET_EL1, 1))));
        Assert.Equal(["00 C+0"], After(QemuClaimTagsUndefined, null, [OsLock], At(0, Mrs(DBGCLAIMSET_EL1))));
    }

    [Fact]
    public void Qemu_transfer_registers_zero()
    {
        Assert.Equal(
            ["15 A+12; 0 in 60; 0 in 60; qemu-transfer-registers-zero"],
            After(QemuTransferRegistersZero, null, [El1(Msr(OSECCR_EL1, 0xFF))], El1(Mrs(OSECCR_EL1), Mrs(OSECCR_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffff; 0 in ffffffff; qemu-transfer-registers-zero"],
            After(QemuTransferRegistersZero, null, [El1(Msr(OSDTRRX_EL1, 0xFF))], El1(Mrs(OSDTRRX_EL1), Mrs(OSDTRRX_EL1))));
        Assert.Equal(
            ["15 A+12; 0 in ffffffff; 0 in ffffffff; qemu-transfer-registers-zero"],
            After(QemuTransferRegistersZero, null, [El1(Msr(OSDTRTX_EL1, 0xFF))], El1(Mrs(OSDTRTX_EL1), Mrs(OSDTRTX_EL1))));
        Assert.Equal(["15 A+8; 0 in ffffffff"], After(QemuTransferRegistersZero, null, [El1(Msr(OSDTRRX_EL1, 0))], El1(Mrs(OSDTRRX_EL1))));
        Assert.Equal(["15 A+8; 0 in 60"], After(QemuTransferRegistersZero, null, [El1(Msr(OSECCR_EL1, 1))], El1(Mrs(OSECCR_EL1))));
        Assert.Equal(["15 A+8; UNKNOWN"], After(QemuTransferRegistersZero, null, [El1(Msr(OSDTRRX_EL1, 7)), OsUnlock], El1(Mrs(OSDTRRX_EL1))));
    }

    [Fact]
    public void Qemu_mdccint()
    {
        Assert.Equal(
            ["15 A+12; 40000000 in 60000000; 40000000 in 60000000"],
            After(None, null, [El1(Msr(MDCCINT_EL1, 1UL << 30))], El1(Mrs(MDCCINT_EL1), Mrs(MDCCINT_EL1))));
        Assert.Equal(["15 A+12; UNKNOWN; UNKNOWN; qemu-mdccint"], After(QemuMdccint, null, [El1(Msr(MDCCINT_EL1, 1UL << 30))], El1(Mrs(MDCCINT_EL1), Mrs(MDCCINT_EL1))));
    }

    [Fact]
    public void Qemu_tdcc_ignored()
    {
        Assert.Equal(["18 C+0"], After(None, null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0), Mrs(MDCCSR_EL0))));
        Assert.Equal(["15 C+12; UNKNOWN; UNKNOWN; qemu-tdcc-ignored"], After(QemuTdccIgnored, null, [Mdscr(TDCC)], At(0, Mrs(MDCCSR_EL0), Mrs(MDCCSR_EL0))));
        Assert.Equal(["15 C+8; UNKNOWN"], After(QemuTdccIgnored, null, [], At(0, Mrs(MDCCSR_EL0))));
    }

    [Fact]
    public void Qemu_step_decided_before()
    {
        Assert.Equal(["15 C+12"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, new Instruction(Opcode.DAIFSet), Nop))));
        Assert.Equal(
            ["15 C+12; qemu-step-decided-before", "33 C+4; qemu-step-decided-before"],
            After(QemuStepDecidedBefore, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, new Instruction(Opcode.DAIFSet), Nop))));
        Assert.Equal(["15 C+12; SS of 0 UNKNOWN", "33 C+4; SS of 0 UNKNOWN"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(MDSCR_EL1, 0), Isb))));
        Assert.Equal(
            ["15 C+12; SS of 0 UNKNOWN; qemu-step-decided-before", "33 C+4; SS of 0 UNKNOWN; qemu-step-decided-before", "33 C+8; SS of 0 UNKNOWN; qemu-step-decided-before"],
            After(QemuStepDecidedBefore, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Msr(MDSCR_EL1, 0), Isb))));
        Assert.Equal(["33 C+4"], After(QemuStepDecidedBefore, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop, Nop))));
        Assert.Equal(["15 C+12"], After(QemuStepDecidedBefore, null, [OsUnlock], Ss(At(1, Nop, Nop))));
        Assert.Equal(["33 C+0"], After(QemuStepDecidedBefore, null, [OsUnlock, Mdscr(SS | KDE)], At(1, Nop)));
    }

    [Fact]
    public void Qemu_illegal_return_clears_step()
    {
        Assert.Equal(["0e C+0; SS of 0"], After(None, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop)) with { Mode = EntryMode.Illegal }));
        Assert.Equal(
            ["33 C+0; qemu-illegal-return-clears-step"],
            After(QemuIllegalReturnClearsStep, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop)) with { Mode = EntryMode.Illegal }));
        Assert.Equal(["33 C+4"], After(QemuIllegalReturnClearsStep, null, [OsUnlock, Mdscr(SS | KDE)], Ss(At(1, Nop))));
        Assert.Equal(["0e C+0"], After(QemuIllegalReturnClearsStep, null, [OsUnlock, Mdscr(KDE)], Ss(At(1, Nop)) with { Mode = EntryMode.Illegal }));
        Assert.Equal(["33 C+0"], After(QemuIllegalReturnClearsStep, null, [OsUnlock, Mdscr(SS | KDE)], At(1, Nop) with { Mode = EntryMode.Illegal }));
    }

    [Fact]
    public void Qemu_context_breakpoints()
    {
        Assert.Equal(["31 C+0"], After(None, null, [OsUnlock, Mdscr(MDE | KDE), El1(Msr(DBGBVRn_EL1, 0, 4), Msr(DBGBCRn_EL1, Bcr(bt: 2), 4))], At(1, Nop)));
        Assert.Equal(
            ["15 C+8; qemu-context-breakpoints", "31 C+0; qemu-context-breakpoints", "31 C+4; qemu-context-breakpoints"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), El1(Msr(DBGBVRn_EL1, 0, 4), Msr(DBGBCRn_EL1, Bcr(bt: 2), 4))], At(1, Nop)));
        Assert.Equal(
            ["15 C+8; qemu-context-breakpoints", "31 C+0; qemu-context-breakpoints", "31 C+4; qemu-context-breakpoints"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), El1(Msr(DBGBVRn_EL1, 0, 5), Msr(DBGBCRn_EL1, Bcr(bt: 2), 5))], At(1, Nop)));
        Assert.Equal(["31 C+0"], After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), Breaks], At(1, Nop)));
        Assert.Equal(
            ["31 C+0"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), Breaks, El1(Msr(DBGBVRn_EL1, 0, 5), Msr(DBGBCRn_EL1, Bcr(bt: 2) & ~1u, 5))], At(1, Nop)));
        Assert.Equal(
            ["31 C+0"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), Breaks, El1(Msr(DBGBVRn_EL1, 0, 5), Msr(DBGBCRn_EL1, Bcr(bt: 3), 5))], At(1, Nop)));
        Assert.Equal(
            ["31 C+0"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), Breaks, El1(Msr(DBGBVRn_EL1, 0, 3), Msr(DBGBCRn_EL1, Bcr(bt: 2), 3))], At(1, Nop)));
        Assert.Equal(
            ["15 C+8"],
            After(QemuContextBreakpoints, null, [OsUnlock, Mdscr(MDE | KDE), El1(Msr(CONTEXTIDR_EL1, 1)), El1(Msr(DBGBVRn_EL1, 0, 5), Msr(DBGBCRn_EL1, Bcr(bt: 2), 5))], At(1, Nop)));
        Assert.Equal(["31 C+0"], After(QemuContextBreakpoints, new() { Breakpoints = 16, ContextAware = 16 }, [OsUnlock, Mdscr(MDE | KDE), Breaks], At(1, Nop)));
    }

    [Fact]
    public void Kvm_step_state_stale_is_forgotten_when_the_lock_is_released()
    {
        const ErratumId accepted = KvmStepStateStale | KvmTransferRegistersUndefined;
        var injected = El1(Msr(OSLAR_EL1, 1), Isb, Mrs(OSECCR_EL1));
        foreach (var (releases, shown) in ((bool, string)[])[(false, "00 A+8; SS of 0 UNKNOWN; kvm-transfer-registers-undefined; kvm-step-state-stale"), (true, "00 A+8; kvm-transfer-registers-undefined")])
        {
            var probe = new Probe(accepted: accepted);
            probe.Do(Mdscr(SS | KDE));
            probe.Go(Ss(At(1, Msr(OSLAR_EL1, 1), releases ? Msr(OSLAR_EL1, 0) : Nop)), "15 C+12");
            Assert.Equal([shown], probe.Behaviours(injected));
            // A model that does not accept the erratum takes nothing from the state.
            Assert.Equal(["00 A+8; kvm-transfer-registers-undefined"], probe.Behaviours(injected, KvmTransferRegistersUndefined));
        }
    }

    [Theory]
    [InlineData(Opcode.DAIFSet, 3, 6)]
    [InlineData(Opcode.DAIFClr, 3, 7)]
    public void Qemu_daif_syndrome(Opcode opcode, uint op1, uint op2)
    {
        foreach (var accepted in (ErratumId[])[None, QemuDaifSyndrome])
        {
            var outcome = new Probe(accepted: accepted).Do(At(0, new Instruction(opcode)));
            var (first, second) = accepted == None ? (op1, op2) : (op2, op1);
            Assert.Equal(0x18u << 26 | 1 << 25 | second << 17 | first << 14 | 4 << 10 | 31 << 5 | 8 << 1, outcome.Events[0].Esr);
            Assert.Equal(accepted, outcome.Parts[0].Errata);
        }
    }

    /// <summary>Watchpoints of a PE that has sixteen, all on the first cell; the lock is unlocked.</summary>
    private static Probe Watching(ErratumId accepted, ulong mdscr, params (int Number, uint Control)[] watchpoints)
    {
        var probe = new Probe(new() { Watchpoints = 16 }, accepted: accepted).Set(MDSCR_EL1, mdscr);
        foreach (var (n, control) in watchpoints)
            probe.Watchpoint(Cell, control, n);
        return probe;
    }

    [Fact]
    public void Qemu_watchpoint_hits_remembered_in_the_syndrome_of_a_load()
    {
        foreach (var (access, accepted, compared) in ((Instruction, ErratumId, bool)[])[(Ldr, None, true), (Ldr, QemuWatchpointHitsRemembered, false), (Str, QemuWatchpointHitsRemembered, true)])
        {
            var outcome = Watching(accepted, MDE | KDE, (0, Wcr())).Do(At(1, access));
            Assert.Equal(compared ? 0xFE00_007Fu : 0xFE00_003Fu, outcome.Events[0].EsrMask);
            Assert.Equal(compared ? None : QemuWatchpointHitsRemembered, outcome.Errata);
            Assert.Equal(access.Opcode == Opcode.STR ? 0x40u : 0, outcome.Events[0].Esr & 0x40);
        }
    }

    [Theory]
    [InlineData(1, 2UL)]
    [InlineData(2, 7UL)]
    [InlineData(3, 7UL)]
    public void Qemu_watchpoint_hits_remembered_in_FAR_with_two_watchpoints(int enabled, ulong highest)
    {
        (int, uint)[] watchpoints = [(15, Wcr(bas: 4)), (14, Wcr(bas: 4)), (7, Wcr(bas: 4))];
        foreach (var access in (Instruction[])[Ldr, Str])
        {
            var outcome = Watching(QemuWatchpointHitsRemembered, MDE | KDE, watchpoints[..enabled]).Do(At(1, access));
            Assert.Equal((Cell, Cell + highest), (outcome.Events[0].FarLow, outcome.Events[0].FarHigh));
            Assert.Equal(enabled == 1 && access == Str ? None : QemuWatchpointHitsRemembered, outcome.Errata);
            outcome = Watching(None, MDE | KDE, watchpoints[..enabled]).Do(At(1, access));
            Assert.Equal((Cell + 2, None), (outcome.Events[0].FarHigh, outcome.Errata));
        }
    }

    [Fact]
    public void Qemu_watchpoint_hits_remembered_by_one_that_has_no_match()
    {
        var (el0, off) = (Wcr(pac: 2), Wcr() & ~1u);
        string[] open = ["15 C+8; 0 in ffffffffffffffff; qemu-watchpoint-hits-remembered", "35 C+0; qemu-watchpoint-hits-remembered"];
        string[] settled = ["15 C+8; 0 in ffffffffffffffff"];
        Assert.Equal(open, Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, el0), (1, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(open, Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, el0), (1, el0), (2, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(settled, Watching(None, MDE | KDE, (0, el0), (1, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(settled, Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, el0), (1, off)).Behaviours(At(1, Ldr)));
        Assert.Equal(settled, Watching(QemuWatchpointHitsRemembered, KDE, (0, el0), (1, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(settled, Watching(QemuWatchpointHitsRemembered, MDE, (0, el0), (1, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(["35 C+0; qemu-watchpoint-hits-remembered"], Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, Wcr()), (1, el0)).Behaviours(At(1, Ldr)));
        Assert.Equal(
            [
                "15 C+12; 0 in ffffffffffffffff; 0 in ffffffffffffffff; qemu-watchpoint-hits-remembered",
                "35 C+0; qemu-watchpoint-hits-remembered",
                "35 C+4; 0 in ffffffffffffffff; qemu-watchpoint-hits-remembered",
            ],
            Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, el0), (1, el0)).Behaviours(At(1, Ldr, Ldr)));
        var elsewhere = new Instruction(Opcode.LDR, Index: 3, Value: GuestLayout.Cell(1));
        Assert.Equal(
            ["35 C+0; qemu-watchpoint-hits-remembered", "35 C+8; 0 in ffffffffffffffff; qemu-watchpoint-hits-remembered"],
            Watching(QemuWatchpointHitsRemembered, MDE | KDE, (0, Wcr()), (1, el0)).Behaviours(At(1, elsewhere, Msr(DBGWCRn_EL1, 0, 1), Ldr)));
    }
}
