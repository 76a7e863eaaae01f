using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Takes the default PE, or else switches off one option after the other and takes the default counts.</summary>
internal sealed class SimplifyConfiguration : IShrinkPass
{
    public string Name => "simplify configuration";

    public void Run(ShrinkSession session)
    {
        if (Try(session, static _ => PeConfiguration.Default))
            return;
        Try(session, static c => PeConfiguration.Default with
        {
            DoubleLock = c.DoubleLock, Idst = c.Idst, Trf = c.Trf, Sc2 = c.Sc2, IntDisHigh = c.IntDisHigh, Spmu = c.Spmu,
        });
        Try(session, static c => c with { DoubleLock = false });
        Try(session, static c => c with { Idst = false });
        Try(session, static c => c with { Trf = false });
        Try(session, static c => c with { Sc2 = false });
        Try(session, static c => c with { IntDisHigh = false });
        Try(session, static c => c with { Spmu = false });
    }

    private static bool Try(ShrinkSession session, Func<PeConfiguration, PeConfiguration> change) =>
        session.Try(session.Current with { Configuration = change(session.Current.Configuration) });
}
