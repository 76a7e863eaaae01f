using System.Collections.Immutable;
using System.Reflection.Emit;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>One execution of a method: its arguments and variables, and the paths that have not ended yet.</summary>
internal sealed partial class MethodRun
{
    private const int MostRounds = 1024;

    private readonly SymbolicExecutor _executor;
    private readonly MethodCode _code;
    private readonly int[] _arguments;
    private readonly int[] _locals;

    /// <summary>At most one path for each instruction: those that meet have been merged.</summary>
    private readonly SortedDictionary<int, SymbolicState> _pending = [];
    private readonly Dictionary<int, int> _rounds = [];
    private SymbolicState? _returned;
    private Type? _constrained;

    public MethodRun(SymbolicExecutor executor, MethodCode code)
    {
        _executor = executor;
        _code = code;
        _arguments = [.. code.Arguments.Select(_ => Memory.NewCell())];
        _locals = [.. code.Locals.Select(_ => Memory.NewCell())];
    }

    private TermFactory Terms => _executor.Terms;

    private SymbolicMemory Memory => _executor.Memory;

    /// <summary>Executes the method; see <see cref="SymbolicExecutor.Call"/>.</summary>
    public SymbolicValue? Execute(ref SymbolicState state, ReadOnlySpan<SymbolicValue> arguments)
    {
        if (arguments.Length != _arguments.Length)
            throw new UnsupportedCodeException($"{MethodCode.NameOf(_code.Method)} is called with another number of arguments");
        var stack = state.Stack;
        var entry = state with { Stack = [] };
        for (var i = 0; i < _arguments.Length; i++)
            entry = entry.Put(_arguments[i], _executor.ToStorage(arguments[i], _code.Arguments[i]));
        for (var i = 0; i < _locals.Length; i++)
            entry = entry.Put(_locals[i], Memory.Zero(_code.Locals[i]));
        Go(entry, 0);
        while (_pending.Count > 0)
        {
            var (offset, next) = _pending.First();
            _pending.Remove(offset);
            CountRound(offset);
            Step(_code.Instructions[offset], next);
        }

        if (_returned is not { } returned)
        {
            state = state with { Condition = Terms.False };
            return null;
        }

        state = new SymbolicState(returned.Condition, returned.Memory.RemoveRange(_arguments).RemoveRange(_locals)) { Stack = stack };
        return returned.Stack is [var result] ? result : null;
    }

    private void CountRound(int offset)
    {
        _executor.CountInstruction();
        _rounds[offset] = _rounds.GetValueOrDefault(offset) + 1;
        if (_rounds[offset] > MostRounds)
            throw new UnsupportedCodeException($"{MethodCode.NameOf(_code.Method)} has a loop of more than {MostRounds} rounds");
    }

    private void Go(SymbolicState state, int offset)
    {
        if (!state.Condition.IsFalse)
            _pending[offset] = _pending.TryGetValue(offset, out var there) ? Memory.Merge(there, state) : state;
    }

    private void Branch(SymbolicState state, Term condition, in CodeInstruction at)
    {
        Go(state with { Condition = Terms.And(state.Condition, condition) }, (int)at.Operand);
        Go(state with { Condition = Terms.And(state.Condition, Terms.Not(condition)) }, at.Next);
    }

    private void Switch(SymbolicState state, Term value, in CodeInstruction at)
    {
        var none = state.Condition;
        for (var i = 0; i < at.Targets.Count; i++)
        {
            var chosen = Terms.Equal(value, Terms.Constant(value.Width, (ulong)i));
            Go(state with { Condition = Terms.And(state.Condition, chosen) }, at.Targets[i]);
            none = Terms.And(none, Terms.Not(chosen));
        }

        Go(state with { Condition = none }, at.Next);
    }

    /// <summary>Executes one instruction: what changes the path here, all else in the other parts of this class.</summary>
    private void Step(in CodeInstruction at, SymbolicState state)
    {
        var name = at.OpCode.Name!;
        switch (name)
        {
            case "nop" or "readonly." or "volatile.":
                break;
            case "constrained.":
                _constrained = _code.TypeOf(at.Operand);
                break;
            case "ret":
                _returned = _returned is { } before ? Memory.Merge(before, state) : state;
                return;
            case "throw":
                _executor.Throw(state.Condition);
                return;
            case "br" or "br.s":
                Go(state, (int)at.Operand);
                return;
            case "brtrue" or "brtrue.s":
                state = state.Pop(out var truth);
                Branch(state, IsNotZero(truth), at);
                return;
            case "brfalse" or "brfalse.s":
                state = state.Pop(out var falsehood);
                Branch(state, Terms.Not(IsNotZero(falsehood)), at);
                return;
            case "switch":
                state = state.Pop(out var choice);
                Switch(state, SymbolicExecutor.NumberOf(choice), at);
                return;
            case "dup":
                state = state.Push(state.Stack[^1]);
                break;
            case "pop":
                state = state.Pop(out _);
                break;
            case "call" or "callvirt":
                state = Call(at, state);
                break;
            case "newobj":
                state = Construct(at, state);
                break;
            default:
                if (at.OpCode.FlowControl == FlowControl.Cond_Branch)
                {
                    state = state.Pop(2, out var compared);
                    Branch(state, Compare(name, compared[0], compared[1], at), at);
                    return;
                }

                state = MemoryStep(at, state) ?? ArithmeticStep(at, state) ?? throw Unknown(at);
                break;
        }

        Go(state, at.Next);
    }

    private Term IsNotZero(SymbolicValue value) => value switch
    {
        ScalarValue number => Terms.Not(Terms.Equal(number.Term, Terms.Constant(number.Term.Width, 0))),
        ReferenceValue reference => Terms.Boolean(reference.Cell != 0),
        AlternativeValue either => Terms.IfThenElse(either.Condition, IsNotZero(either.WhenTrue), IsNotZero(either.WhenFalse)),
        OpaqueValue => Terms.True,
        _ => throw new UnsupportedCodeException("something that is neither number nor reference is compared with 0"),
    };

    private UnsupportedCodeException Unknown(in CodeInstruction at) =>
        new($"{MethodCode.NameOf(_code.Method)} has the instruction {at.OpCode.Name} at 0x{at.Offset:X}, which the executor does not know");
}
