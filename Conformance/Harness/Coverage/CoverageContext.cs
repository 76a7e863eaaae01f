using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Coverage;

/// <summary>A column of coverage: OSLK × guest debug × Exception level.</summary>
/// <param name="Index">Its number, 0 to <see cref="Count"/> - 1.</param>
public readonly record struct CoverageContext(int Index)
{
    /// <summary>How many there are: each of the three levels with each state of lock and debugging.</summary>
    public const int Count = 3 * 2 * GuestDebugClasses.Count;

    private static readonly byte[] Indexes = [.. Enumerable.Range(0, 256).Select(static bits => IndexOf(new RuleContext((byte)bits)))];

    /// <summary>All of them in order: at EL1, at EL0, outside of a block.</summary>
    public static IReadOnlyList<CoverageContext> All { get; } = [.. Enumerable.Range(0, Count).Select(static index => new CoverageContext(index))];

    /// <summary>The column of circumstances.</summary>
    public static CoverageContext Of(RuleContext context) => new(Indexes[context.Bits]);

    /// <summary>OSLSR_EL1.OSLK.</summary>
    public bool OsLock => Index / GuestDebugClasses.Count % 2 != 0;

    /// <summary>What userspace debugs with.</summary>
    public GuestDebugClass GuestDebug => (GuestDebugClass)(Index % GuestDebugClasses.Count);

    /// <summary><c>EL1</c>, <c>EL0</c>, or <c>-</c> for an action that runs no instruction.</summary>
    public string Level => (Index / (2 * GuestDebugClasses.Count)) switch
    {
        0 => "EL1",
        1 => "EL0",
        _ => "-",
    };

    /// <summary>As printed, for example <c>EL1, OSLK 1, guest debug none</c>.</summary>
    public override string ToString() => $"{(Level == "-" ? "outside of a block" : Level)}, OSLK {(OsLock ? 1 : 0)}, guest debug {GuestDebug.Print()}";

    private static byte IndexOf(RuleContext context)
    {
        var level = context.Level switch
        {
            1 => 0,
            0 => 1,
            _ => 2,
        };
        return (byte)((((level * 2) + (context.OsLock ? 1 : 0)) * GuestDebugClasses.Count) + (int)GuestDebugClasses.Of(context.GuestDebug));
    }
}
