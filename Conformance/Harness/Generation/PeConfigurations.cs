using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>The PEs that generated scenarios run on: few, so that model and target are built once for each, and different in every
/// option, at the architecture's limits too.</summary>
public static class PeConfigurations
{
    private static readonly PeConfiguration[] Rows =
    [
        PeConfiguration.Default,
        new() { Trf = true, Spmu = true },
        new() { DoubleLock = true, Sc2 = true, IntDisHigh = true },
        new() { Breakpoints = 2, Watchpoints = 2, ContextAware = 1, Idst = true },
        new() { Breakpoints = 16, Watchpoints = 16, ContextAware = 2, DoubleLock = true, Spmu = true, Trf = true, Idst = true },
        new() { Breakpoints = 4, Watchpoints = 4, ContextAware = 4, Spmu = true },
    ];

    /// <summary>All of them; the first is the default.</summary>
    public static IReadOnlyList<PeConfiguration> All => Rows;

    /// <summary>One of them.</summary>
    public static PeConfiguration Draw(ref SplittableRandom random) =>
        // The default is drawn half of the time: most rules need nothing special.
        random.Percent(50) ? Rows[0] : Rows[random.Below(Rows.Length)];
}
