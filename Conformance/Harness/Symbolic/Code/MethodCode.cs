using System.Reflection;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>A method as compiled: its instructions, its local variables and what its tokens mean.</summary>
internal sealed class MethodCode
{
    private readonly Type[]? _typeArguments;
    private readonly Type[]? _methodArguments;

    private MethodCode(MethodBase method, MethodBody body)
    {
        Method = method;
        Instructions = CodeReader.Read(body.GetILAsByteArray());
        Locals = [.. body.LocalVariables.OrderBy(static local => local.LocalIndex).Select(static local => local.LocalType)];
        _typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
    }

    /// <summary>The method.</summary>
    public MethodBase Method { get; }

    /// <summary>The instructions by their offset.</summary>
    public IReadOnlyDictionary<int, CodeInstruction> Instructions { get; }

    /// <summary>The types of the local variables.</summary>
    public IReadOnlyList<Type> Locals { get; }

    /// <summary>The types of the arguments, <c>this</c> first.</summary>
    public IReadOnlyList<Type> Arguments { get; private init; } = [];

    /// <summary>Reads a method.</summary>
    /// <exception cref="UnsupportedCodeException">It has no code, or handlers of exceptions.</exception>
    public static MethodCode Of(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            throw new UnsupportedCodeException($"{NameOf(method)} has no code");
        if (body.ExceptionHandlingClauses.Count > 0)
            throw new UnsupportedCodeException($"{NameOf(method)} handles exceptions");
        Type[] self = method.IsStatic ? [] : [method.DeclaringType!];
        return new MethodCode(method, body) { Arguments = [.. self, .. method.GetParameters().Select(static parameter => parameter.ParameterType)] };
    }

    /// <summary>Type and name of a method.</summary>
    public static string NameOf(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";

    /// <summary>The method that a token names.</summary>
    public MethodBase MethodOf(long token) => Method.Module.ResolveMethod((int)token, _typeArguments, _methodArguments)!;

    /// <summary>The field that a token names.</summary>
    public FieldInfo FieldOf(long token) => Method.Module.ResolveField((int)token, _typeArguments, _methodArguments)!;

    /// <summary>The type that a token names.</summary>
    public Type TypeOf(long token) => Method.Module.ResolveType((int)token, _typeArguments, _methodArguments);
}
