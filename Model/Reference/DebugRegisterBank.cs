using System.Runtime.CompilerServices;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Reference;

/// <summary>DBGBVR, DBGBCR, DBGWVR and DBGWCR as values, sixteen of each; those that the PE lacks stay 0.</summary>
public struct DebugRegisterBank
{
    /// <summary>DBGBVR&lt;n&gt;_EL1.</summary>
    public Values Bvr;
    /// <summary>DBGWVR&lt;n&gt;_EL1.</summary>
    public Values Wvr;
    /// <summary>DBGBCR&lt;n&gt;_EL1; [63:32] are RES0.</summary>
    public Controls Bcr;
    /// <summary>DBGWCR&lt;n&gt;_EL1; [63:32] are RES0.</summary>
    public Controls Wcr;

    /// <summary>Sixteen value registers.</summary>
    [InlineArray(PeLimits.MaximumBreakpoints)]
    public struct Values
    {
        private ulong _first;
    }

    /// <summary>Sixteen control registers.</summary>
    [InlineArray(PeLimits.MaximumBreakpoints)]
    public struct Controls
    {
        private uint _first;
    }
}
