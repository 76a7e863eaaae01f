namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// The first four criteria of <see cref="ScenarioOrder"/> in one number. All four are sums over the actions, so that costs add up, and the sums of
/// the longest scenario do not run over into each other.
/// </summary>
internal readonly record struct ScenarioCost : IComparable<ScenarioCost>
{
    private const int SumBits = 24;
    private const int PartBits = 16;
    private const int EventBits = 12;

    private readonly ulong _packed;

    /// <summary>Packs the criteria, the first one in the highest bits.</summary>
    /// <param name="steps">Steps.</param>
    /// <param name="events">Boundary events.</param>
    /// <param name="parts">Instructions and userspace debug registers.</param>
    /// <param name="sum">The costs of all parts.</param>
    public ScenarioCost(int steps, int events, int parts, int sum) =>
        _packed = ((((((ulong)steps << EventBits) | (uint)events) << PartBits) | (uint)parts) << SumBits) | (uint)sum;

    private ScenarioCost(ulong packed) => _packed = packed;

    /// <summary>Steps.</summary>
    public int Steps => (int)(_packed >> (SumBits + PartBits + EventBits));

    /// <summary>The first three criteria, in their order.</summary>
    public ulong Shape => _packed >> SumBits;

    /// <summary>Of both together.</summary>
    public static ScenarioCost operator +(ScenarioCost left, ScenarioCost right) => new(left._packed + right._packed);

    /// <inheritdoc/>
    public int CompareTo(ScenarioCost other) => _packed.CompareTo(other._packed);

    /// <summary>Whether the left one is simpler.</summary>
    public static bool operator <(ScenarioCost left, ScenarioCost right) => left._packed < right._packed;

    /// <summary>Whether the right one is simpler.</summary>
    public static bool operator >(ScenarioCost left, ScenarioCost right) => left._packed > right._packed;
}
