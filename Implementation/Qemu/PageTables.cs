using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Implementation.Machine.DataProcessing;
using static OsLockConformance.Implementation.Machine.GeneralRegister;
using static OsLockConformance.Implementation.Machine.LoadsAndStores;
using static OsLockConformance.Implementation.Machine.SystemInstructions;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// The monitor's translation tables, 4 KiB granule, 39 bits: all RAM where it is, but the page of the slots, which is another page of the
/// pool for every content. Code that is exchanged that way keeps what an emulator has translated of it; code that is overwritten does not.
/// </summary>
internal static class PageTables
{
    /// <summary>Bytes of a page.</summary>
    public const uint PageSize = 1u << PageShift;
    /// <summary>The number of the page of the slots, the operand of TLBI.</summary>
    public const ulong SlotsPage = GuestLayout.SlotBase >> PageShift;
    /// <summary>The address of the descriptor that maps the slots.</summary>
    public static readonly ulong SlotsDescriptor = DescriptorOf(GuestLayout.SlotBase);

    private const int PageShift = 12;
    private const int Doubleword = 3;
    private const uint DescriptorSize = 8;
    private const ulong RamBase = 0x4000_0000;
    private const ulong Level1 = MonitorLayout.Tables;
    private const ulong Level2 = Level1 + PageSize;
    private const ulong Level3 = Level2 + PageSize;
    private const ulong Pages = ((ulong)MonitorLayout.Megabytes << 20) >> PageShift;
    private const uint PagesOfATable = PageSize / DescriptorSize;

    // A table, or at level 3 a page.
    private const uint Valid = 3;
    // AF, inner shareable, attributes 0 of MAIR_EL1; EL1 may read, write and execute it, EL0 execute it.
    private const uint Page = Valid | (1 << 10) | (3 << 8);
    // AP[1]: EL0 may read and write it too, and EL1 may not execute it.
    private const uint El0Too = 1 << 6;
    // Normal memory, write-back.
    private const ulong MairEl1 = 0xFF;
    // T0SZ 25, table walks cacheable and inner shareable, nothing through TTBR1_EL1.
    private const ulong TcrEl1 = 25 | (1 << 8) | (1 << 10) | (3 << 12) | (1 << 23);

    /// <summary>The descriptor that maps the slots to a page of the pool; it has 32 significant bits.</summary>
    public static uint SlotsIn(int poolPage) => (uint)MonitorLayout.Pool + ((uint)poolPage << PageShift) + Page;

    /// <summary>Fills the tables and makes them valid; the caller turns the MMU on.</summary>
    public static void EmitBuild(CodeBuilder code)
    {
        EmitTable(code, Level1 + (DescriptorSize * (RamBase >> 30)), Level2 + Valid, 1);
        EmitTable(code, Level2, Level3 + Valid, (Pages + PagesOfATable - 1) / PagesOfATable);
        EmitTable(code, Level3, RamBase + Page, Pages);
        EmitTable(code, DescriptorOf(GuestLayout.CellBase), GuestLayout.CellBase + Page + El0Too, 1);
        code.EmitConstant(X0, MairEl1);
        code.Emit(MSR(PrivilegedRegisters.MAIR_EL1, X0));
        code.EmitConstant(X0, TcrEl1);
        code.Emit(MSR(PrivilegedRegisters.TCR_EL1, X0));
        code.EmitConstant(X0, Level1);
        code.Emit(MSR(PrivilegedRegisters.TTBR0_EL1, X0), DSB(), ISB());
    }

    /// <summary>Descriptors of pages, or tables, that follow each other.</summary>
    private static void EmitTable(CodeBuilder code, ulong first, ulong descriptor, ulong count)
    {
        var next = new Label();
        code.EmitConstant(X0, first);
        code.EmitConstant(X1, descriptor);
        code.EmitConstant(X2, count);
        code.EmitConstant(X3, PageSize);
        code.Place(next);
        code.Emit(STR(Doubleword, X1, X0), ADD(X0, X0, DescriptorSize), ADD(X1, X1, X3), SUB(X2, X2, 1));
        code.EmitBranch(next, static distance => Branches.CBNZ(X2, distance));
    }

    private static ulong DescriptorOf(ulong address) => Level3 + (DescriptorSize * ((address - RamBase) >> PageShift));
}
