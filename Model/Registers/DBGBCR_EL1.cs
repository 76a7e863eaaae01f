namespace OsLockConformance.Model.Registers;

/// <summary>Fields of DBGBCR&lt;n&gt;_EL1, Debug Breakpoint Control Register.</summary>
public static class DBGBCR_EL1
{
    /// <summary>E [0]: enabled.</summary>
    public static readonly RegisterField E = new("E", 0, 0);
    /// <summary>PMC [2:1]: privilege mode control; bit 1 EL1, bit 2 EL0.</summary>
    public static readonly RegisterField PMC = new("PMC", 2, 1);
    /// <summary>BAS [8:5]: byte address select; 0xF in AArch64.</summary>
    public static readonly RegisterField BAS = new("BAS", 8, 5);
    /// <summary>HMC [13]: higher mode control.</summary>
    public static readonly RegisterField HMC = new("HMC", 13, 13);
    /// <summary>SSC [15:14]: security state control.</summary>
    public static readonly RegisterField SSC = new("SSC", 15, 14);
    /// <summary>LBN [19:16]: linked breakpoint number.</summary>
    public static readonly RegisterField LBN = new("LBN", 19, 16);
    /// <summary>BT [23:20]: breakpoint type: 0 address, 1 address linked, 2 context, 3 context linked.</summary>
    public static readonly RegisterField BT = new("BT", 23, 20);
}
