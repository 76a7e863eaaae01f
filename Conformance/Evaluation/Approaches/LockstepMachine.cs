using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>
/// Scenarios for FsCheck's state machine testing. Its model is the header and how many actions are left to draw: ours can't be its model, since
/// where several behaviours are allowed our model goes on from the one that was observed, and FsCheck runs the model before anything is
/// executed. The object under test is model and target in lockstep.
/// </summary>
internal sealed class LockstepMachine(Trial trial) : Machine<Trial, LockstepMachine.Left>(ScenarioGenerator.MaximumLength)
{
    private readonly Arbitrary<Setup<Trial, Left>> _setup =
        Arb.From(FsCheckDraws.Headers(trial.Capabilities).Select(header => (Setup<Trial, Left>)new Fresh(trial, header)));

    /// <inheritdoc/>
    public override Arbitrary<Setup<Trial, Left>> Setup => _setup;

    /// <inheritdoc/>
    public override Gen<Operation<Trial, Left>> Next(Left model) => model.Actions == 0
        ? Gen.Constant<Operation<Trial, Left>>(new StopOperation<Trial, Left>())
        : FsCheckDraws.Actions(model.Header).Select(static action => (Operation<Trial, Left>)new Execute(action));

    /// <summary>The model.</summary>
    /// <param name="Header">What the actions are drawn from.</param>
    /// <param name="Actions">Actions left to draw.</param>
    internal sealed record Left(ScenarioHeader Header, int Actions);

    private sealed class Fresh(Trial trial, ScenarioHeader header) : Setup<Trial, Left>
    {
        public override Trial Actual()
        {
            trial.Begin(header.Configuration);
            return trial;
        }

        public override Left Model() => new(header, header.Length);
    }

    private sealed class Execute(ScenarioAction action) : Operation<Trial, Left>
    {
        private readonly ScenarioAction _action = action;

        public override Property Check(Trial actual, Left model) => actual.Step(_action).ToProperty();

        public override Left Run(Left model) => model with { Actions = Math.Max(0, model.Actions - 1) };
    }
}
