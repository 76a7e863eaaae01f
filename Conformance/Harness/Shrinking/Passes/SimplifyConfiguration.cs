using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Takes the default PE, or else switches off one option after the other and takes the default counts. With other counts the
/// context-aware breakpoints, which are the highest-numbered ones, and the last watchpoint have other numbers: they are renamed with it.</summary>
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

    private static bool Try(ShrinkSession session, Func<PeConfiguration, PeConfiguration> change)
    {
        var before = session.Current.Configuration;
        var after = change(before);
        if (session.Try(session.Current with { Configuration = after }))
            return true;
        var (contexts, watchpoints) = (after.FirstContextAware - before.FirstContextAware, after.Watchpoints - before.Watchpoints);
        if (contexts == 0 && watchpoints == 0)
            return false;
        int Breakpoint(int n) => n >= before.FirstContextAware && n + contexts is >= 0 and < PeLimits.MaximumBreakpoints ? n + contexts : n;
        int Watchpoint(int n) => n >= before.Watchpoints - 1 && n + watchpoints < PeLimits.MaximumWatchpoints ? n + watchpoints : n;
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        foreach (ref var action in actions.AsSpan())
        {
            Operands.ChangeBreakpointNumbers(ref action, Breakpoint);
            Operands.ChangeWatchpointNumbers(ref action, Watchpoint);
        }
        return session.Try(new Scenario(after, actions));
    }
}
