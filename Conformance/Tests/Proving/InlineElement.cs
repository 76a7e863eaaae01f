using System.Reflection;
using System.Runtime.CompilerServices;

namespace OsLockConformance.Tests.Proving;

/// <summary>The elements of a value whose type is an <see cref="InlineArrayAttribute"/>, by reflection.</summary>
internal static class InlineElement
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>An element.</summary>
    public static object Get(object array, Type elementType, int index) => Method(nameof(GetTyped), array, elementType).Invoke(null, [array, index])!;

    /// <summary>The value with another element.</summary>
    public static object With(object array, Type elementType, int index, object element) => Method(nameof(WithTyped), array, elementType).Invoke(null, [array, index, element])!;

    private static MethodInfo Method(string name, object array, Type elementType) => typeof(InlineElement).GetMethod(name, Own)!.MakeGenericMethod(array.GetType(), elementType);

    private static object GetTyped<TArray, TElement>(object boxed, int index)
        where TArray : struct
        where TElement : struct
    {
        var array = (TArray)boxed;
        return Unsafe.Add(ref Unsafe.As<TArray, TElement>(ref array), index);
    }

    private static object WithTyped<TArray, TElement>(object boxed, int index, object element)
        where TArray : struct
        where TElement : struct
    {
        var array = (TArray)boxed;
        Unsafe.Add(ref Unsafe.As<TArray, TElement>(ref array), index) = (TElement)element;
        return array;
    }
}
