using System.Collections.Immutable;
using System.Reflection;

namespace OsLockConformance.Harness.Symbolic.Code;

internal sealed partial class MethodRun
{
    private const BindingFlags Anything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private SymbolicState Call(in CodeInstruction at, SymbolicState state)
    {
        var method = _code.MethodOf(at.Operand);
        var constrained = _constrained;
        _constrained = null;
        state = state.Pop(method.GetParameters().Length + (method.IsStatic ? 0 : 1), out var arguments);
        if (constrained is not null)
            method = Implementation(constrained, (MethodInfo)method);
        else if (at.OpCode.Name == "callvirt" && method.IsVirtual)
            method = Implementation(Memory.ObjectBehind(state, arguments[0]).Type, (MethodInfo)method);
        return Invoke(method, state, arguments);
    }

    private SymbolicState Invoke(MethodBase method, SymbolicState state, ImmutableArray<SymbolicValue> arguments)
    {
        var result = KnownMethods.TryApply(_executor, this, method, arguments, ref state, out var known)
            ? known
            : _executor.Call(method, ref state, [.. arguments]);
        if (method is not MethodInfo { ReturnType: var type } || type == typeof(void) || state.Condition.IsFalse)
            return state;
        return state.Push(result ?? throw new UnsupportedCodeException($"{MethodCode.NameOf(method)} has no result"));
    }

    /// <summary>newobj: of a class, or of a structure, which is made in a variable of its own.</summary>
    private SymbolicState Construct(in CodeInstruction at, SymbolicState state)
    {
        var constructor = _code.MethodOf(at.Operand);
        var type = constructor.DeclaringType!;
        state = state.Pop(constructor.GetParameters().Length, out var arguments);
        if (typeof(Exception).IsAssignableFrom(type))
            return state.Push(OpaqueValue.Instance);
        var cell = Memory.NewCell();
        state = state.Put(cell, Memory.ZeroObject(type));
        if (!type.IsValueType)
        {
            var made = new ReferenceValue(cell);
            return Invoke(constructor, state, arguments.Insert(0, made)).Push(made);
        }

        state = Invoke(constructor, state, arguments.Insert(0, new PointerValue(cell, [])));
        var value = Memory.Read(state, cell);
        return (state with { Memory = state.Memory.Remove(cell) }).Push(value);
    }

    /// <summary>The method that a call of a virtual or abstract one reaches.</summary>
    private static MethodInfo Implementation(Type type, MethodInfo called)
    {
        if (called.DeclaringType!.IsInterface)
        {
            var map = type.GetInterfaceMap(called.DeclaringType);
            var index = Array.IndexOf(map.InterfaceMethods, called);
            return index >= 0 && map.TargetMethods[index] is { } target
                ? target
                : throw new UnsupportedCodeException($"{type.Name} does not say what {MethodCode.NameOf(called)} is");
        }

        var slot = called.GetBaseDefinition();
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            var found = Array.Find(owner.GetMethods(Anything), candidate => candidate.IsVirtual && candidate.GetBaseDefinition() == slot);
            if (found is not null)
                return found;
        }

        throw new UnsupportedCodeException($"{type.Name} does not say what {MethodCode.NameOf(called)} is");
    }
}
