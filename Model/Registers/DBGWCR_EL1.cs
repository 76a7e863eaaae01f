namespace OsLockConformance.Model.Registers;

/// <summary>Fields of DBGWCR&lt;n&gt;_EL1, Debug Watchpoint Control Register.</summary>
public static class DBGWCR_EL1
{
    /// <summary>E [0]: enabled.</summary>
    public static readonly RegisterField E = new("E", 0, 0);
    /// <summary>PAC [2:1]: privilege of access control; bit 1 EL1, bit 2 EL0.</summary>
    public static readonly RegisterField PAC = new("PAC", 2, 1);
    /// <summary>LSC [4:3]: 1 load, 2 store, 3 both.</summary>
    public static readonly RegisterField LSC = new("LSC", 4, 3);
    /// <summary>BAS [12:5]: byte address select.</summary>
    public static readonly RegisterField BAS = new("BAS", 12, 5);
    /// <summary>HMC [13]: higher mode control.</summary>
    public static readonly RegisterField HMC = new("HMC", 13, 13);
    /// <summary>SSC [15:14]: security state control.</summary>
    public static readonly RegisterField SSC = new("SSC", 15, 14);
    /// <summary>LBN [19:16]: linked breakpoint number.</summary>
    public static readonly RegisterField LBN = new("LBN", 19, 16);
    /// <summary>WT [20]: 1 if linked to a context breakpoint.</summary>
    public static readonly RegisterField WT = new("WT", 20, 20);
    /// <summary>MASK [28:24]: number of address bits ignored, 0 or 3 to 31.</summary>
    public static readonly RegisterField MASK = new("MASK", 28, 24);
}
