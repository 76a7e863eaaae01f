using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OsLockConformance.Harness.Symbolic.Code;

/// <summary>Which members a type has, and how wide its numbers are.</summary>
internal static class TypeLayout
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> FieldsByType = new();

    /// <summary>The fields of an object or structure, those of its base class first.</summary>
    public static IReadOnlyList<FieldInfo> FieldsOf(Type type) => FieldsByType.GetOrAdd(type, static type =>
        [.. type.BaseType is { } parent ? FieldsOf(parent) : [], .. type.GetFields(Declared).OrderBy(static field => field.MetadataToken)]);

    /// <summary>The place of a field in <see cref="FieldsOf"/>.</summary>
    public static int IndexOf(Type type, FieldInfo field)
    {
        var fields = FieldsOf(type);
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].MetadataToken == field.MetadataToken && fields[i].DeclaringType == field.DeclaringType)
                return i;
        }

        throw new UnsupportedCodeException($"{type.Name} has no field {field.DeclaringType?.Name}.{field.Name}");
    }

    /// <summary>How many elements an inline array has; 0 for any other type.</summary>
    public static int InlineLength(Type type) => type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 0;

    /// <summary>The type of an inline array's elements.</summary>
    public static Type InlineElement(Type type) => FieldsOf(type)[0].FieldType;

    /// <summary>Whether it is a span.</summary>
    public static bool IsSpan(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    /// <summary>The bits of a number; 0 if the type is none that the executor computes with.</summary>
    public static int WidthOf(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(nint) || type == typeof(nuint) => 64,
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 8,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 16,
        TypeCode.Int32 or TypeCode.UInt32 => 32,
        TypeCode.Int64 or TypeCode.UInt64 => 64,
        _ => 0,
    };

    /// <summary>Whether a number of this type has a sign.</summary>
    public static bool IsSigned(Type type) => Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;
}
