using System.Reflection;
using OsLockConformance.Harness.Symbolic.Terms;

namespace OsLockConformance.Harness.Symbolic.Code;

internal sealed partial class MethodRun
{
    /// <summary>Loads and stores: of arguments and variables, through pointers, of fields, and of elements.</summary>
    private SymbolicState? MemoryStep(in CodeInstruction at, SymbolicState state) =>
        VariableStep(at, state) ?? PointerStep(at, state) ?? FieldStep(at, state) ?? ElementStep(at, state);

    private SymbolicState? VariableStep(in CodeInstruction at, SymbolicState state)
    {
        var parts = at.OpCode.Name!.Split('.');
        if (parts[0] is not ("ldarg" or "ldarga" or "starg" or "ldloc" or "ldloca" or "stloc"))
            return null;
        // The number is the operand, or a part of the name as in ldloc.2.
        var number = parts.Length > 1 && parts[1] != "s" ? parts[1][0] - '0' : (int)at.Operand;
        var isArgument = parts[0].Contains("arg", StringComparison.Ordinal);
        var cell = (isArgument ? _arguments : _locals)[number];
        var type = (isArgument ? _code.Arguments : _code.Locals)[number];
        switch (parts[0])
        {
            case "ldarg" or "ldloc":
                return state.Push(_executor.ToStack(Memory.Read(state, cell), type));
            case "ldarga" or "ldloca":
                return state.Push(new PointerValue(cell, []));
            default:
                state = state.Pop(out var value);
                return state.Put(cell, _executor.ToStorage(value, type));
        }
    }

    private SymbolicState? PointerStep(in CodeInstruction at, SymbolicState state)
    {
        var name = at.OpCode.Name!;
        switch (name)
        {
            case "ldobj":
                return LoadIndirect(state, _code.TypeOf(at.Operand));
            case "stobj":
                return StoreIndirect(state, _code.TypeOf(at.Operand));
            case "initobj":
                state = state.Pop(out var place);
                return Memory.Store(state, place, Memory.Zero(_code.TypeOf(at.Operand)));
            case "ldind.ref":
                state = state.Pop(out var variable);
                return state.Push(Memory.Load(state, variable));
            case "ldnull":
                return state.Push(SymbolicMemory.Null);
            case "ldstr":
                return state.Push(OpaqueValue.Instance);
            default:
                if (name.StartsWith("ldind.", StringComparison.Ordinal) && NumberType(name[6..]) is { } read)
                    return LoadIndirect(state, read);
                return name.StartsWith("stind.", StringComparison.Ordinal) && NumberType(name[6..]) is { } written ? StoreIndirect(state, written) : null;
        }
    }

    private SymbolicState? FieldStep(in CodeInstruction at, SymbolicState state)
    {
        var name = at.OpCode.Name!;
        if (name is not ("ldfld" or "ldflda" or "stfld" or "ldsfld" or "ldsflda"))
            return null;
        var field = _code.FieldOf(at.Operand);
        switch (name)
        {
            case "ldsfld":
                return state.Push(_executor.ToStack(StaticField(field), field.FieldType));
            case "ldsflda":
                var cell = Memory.NewCell();
                return state.Put(cell, StaticField(field)).Push(new PointerValue(cell, []));
            case "stfld":
                state = state.Pop(2, out var operands);
                return Memory.Store(state, FieldPlace(state, operands[0], field), _executor.ToStorage(operands[1], field.FieldType));
            case "ldflda":
                state = state.Pop(out var owner);
                return state.Push(FieldPlace(state, owner, field));
            default:
                state = state.Pop(out var whole);
                var value = whole is AggregateValue aggregate
                    ? aggregate.Members[TypeLayout.IndexOf(aggregate.Type, field)]
                    : Memory.Load(state, FieldPlace(state, whole, field));
                return state.Push(_executor.ToStack(value, field.FieldType));
        }
    }

    private SymbolicState? ElementStep(in CodeInstruction at, SymbolicState state)
    {
        var name = at.OpCode.Name!;
        if (name == "newarr")
            return NewArray(at, state);
        if (name == "ldlen")
        {
            state = state.Pop(out var array);
            return state.Push(new ScalarValue(Terms.Constant(64, (ulong)Memory.ObjectBehind(state, array).Members.Length)));
        }

        var isStore = name.StartsWith("stelem", StringComparison.Ordinal);
        if (!isStore && !name.StartsWith("ldelem", StringComparison.Ordinal))
            return null;
        var type = name switch
        {
            "ldelem" or "stelem" or "ldelema" => _code.TypeOf(at.Operand),
            "ldelem.ref" or "stelem.ref" => typeof(object),
            _ => NumberType(name[7..]),
        };
        if (type is null)
            return null;
        SymbolicValue? stored = null;
        if (isStore)
            state = state.Pop(out stored);
        state = state.Pop(2, out var operands);
        var length = Memory.ObjectBehind(state, operands[0]).Members.Length;
        state = CheckBounds(state, SymbolicExecutor.NumberOf(operands[1]), Terms.Constant(32, (ulong)length), out var index);
        if (state.Condition.IsFalse)
            return state;
        var place = new PointerValue(((ReferenceValue)operands[0]).Cell, [index]);
        if (stored is not null)
            return Memory.Store(state, place, _executor.ToStorage(stored, type));
        return state.Push(name == "ldelema" ? place : _executor.ToStack(Memory.Load(state, place), type));
    }

    private SymbolicState NewArray(in CodeInstruction at, SymbolicState state)
    {
        state = state.Pop(out var size);
        if (!SymbolicExecutor.NumberOf(size).IsConstant)
            throw Unknown(at);
        var element = _code.TypeOf(at.Operand);
        var cell = Memory.NewCell();
        var elements = Enumerable.Repeat(Memory.Zero(element), (int)SymbolicExecutor.NumberOf(size).Value);
        return state.Put(cell, new AggregateValue(element.MakeArrayType(), [.. elements])).Push(new ReferenceValue(cell));
    }

    /// <summary>An index outside throws.</summary>
    /// <param name="state">The state, whose condition then says that the index is inside.</param>
    /// <param name="number">The index.</param>
    /// <param name="length">How many elements there are.</param>
    /// <param name="index">The index in 32 bits.</param>
    internal SymbolicState CheckBounds(SymbolicState state, Term number, Term length, out Term index)
    {
        index = Terms.Extract(number, 0, 32);
        var isInside = Terms.Binary(TermOperator.UnsignedLess, number, Terms.ZeroExtend(length, number.Width));
        _executor.Throw(Terms.And(state.Condition, Terms.Not(isInside)));
        return state with { Condition = Terms.And(state.Condition, isInside) };
    }

    private SymbolicValue FieldPlace(SymbolicState state, SymbolicValue owner, FieldInfo field)
    {
        switch (owner)
        {
            case AlternativeValue either:
                return new AlternativeValue(either.Condition, FieldPlace(state, either.WhenTrue, field), FieldPlace(state, either.WhenFalse, field));
            case ReferenceValue reference:
                var index = TypeLayout.IndexOf(Memory.ObjectBehind(state, reference).Type, field);
                return new PointerValue(reference.Cell, [Terms.Constant(32, (ulong)index)]);
            case PointerValue pointer:
                return pointer.To(Terms.Constant(32, (ulong)TypeLayout.IndexOf(field.DeclaringType!, field)));
            default:
                throw new UnsupportedCodeException($"{field.DeclaringType?.Name}.{field.Name} of something that is no object");
        }
    }

    private SymbolicValue StaticField(FieldInfo field) => field.IsInitOnly
        ? Memory.Import(field.GetValue(null), field.FieldType)
        : throw new UnsupportedCodeException($"{field.DeclaringType?.Name}.{field.Name} is static and can change");

    private SymbolicState LoadIndirect(SymbolicState state, Type type)
    {
        state = state.Pop(out var place);
        var value = Memory.Load(state, place);
        if (value is ScalarValue number && number.Term.Width != TypeLayout.WidthOf(type))
            throw new UnsupportedCodeException($"a number is read as {type.Name}, which it is not");
        return state.Push(_executor.ToStack(value, type));
    }

    private SymbolicState StoreIndirect(SymbolicState state, Type type)
    {
        state = state.Pop(2, out var operands);
        var value = _executor.ToStorage(operands[1], type);
        if (value is ScalarValue number && Memory.Load(state, operands[0]) is ScalarValue before && before.Term.Width != number.Term.Width)
            throw new UnsupportedCodeException($"a number is written as {type.Name}, which it is not");
        return Memory.Store(state, operands[0], value);
    }

    private static Type? NumberType(string suffix) => suffix switch
    {
        "i1" => typeof(sbyte),
        "u1" => typeof(byte),
        "i2" => typeof(short),
        "u2" => typeof(ushort),
        "i4" => typeof(int),
        "u4" => typeof(uint),
        "i8" => typeof(long),
        _ => null,
    };
}
