using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OsLockConformance.Tests.Proving;

/// <summary>
/// Every field that an object and all that it refers to within the implementation can change, found by reflection: what is added to the
/// implementation is there by itself.
/// </summary>
internal sealed class FieldGraph
{
    private const string Namespace = "OsLockConformance.Implementation";
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public FieldGraph(object root) => Walk(root.GetType(), () => root, null, root.GetType().Name);

    /// <summary>Numbers, truth values and enumerations, elements of arrays included.</summary>
    public List<Leaf> Leaves { get; } = [];

    /// <summary>Types whose objects are not looked into: they are not the implementation's, or collections.</summary>
    public SortedSet<string> Opaque { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields that refer now to one object, now to another.</summary>
    public SortedSet<string> References { get; } = new(StringComparer.Ordinal);

    private void Walk(Type type, Func<object> owner, Action<object>? store, string path)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(Declared))
                Visit(field, owner, store, $"{path}.{field.Name}");
        }
    }

    private void Visit(FieldInfo field, Func<object> owner, Action<object>? store, string path)
    {
        var type = field.FieldType;
        void Set(object value)
        {
            var target = owner();
            field.SetValue(target, value);
            store?.Invoke(target);
        }

        // The parameters of a primary constructor, which nothing assigns.
        var isConstant = field.IsInitOnly || field.Name.EndsWith(">P", StringComparison.Ordinal);
        if (type.IsPrimitive || type.IsEnum)
        {
            if (!isConstant)
                Leaves.Add(new Leaf(path, () => field.GetValue(owner())!, Set));
        }
        else if (type.IsValueType)
        {
            // What is in a constant value is constant too, but for the objects that it may refer to.
            if (!isConstant || RefersToObjects(type))
                VisitValue(type, () => field.GetValue(owner())!, Set, path);
        }
        else
        {
            if (!isConstant)
                References.Add($"{field.DeclaringType!.Name}.{field.Name}");
            Follow(field.GetValue(owner()), path);
        }
    }

    /// <summary>A value that is stored in another one or in an array.</summary>
    private void VisitValue(Type type, Func<object> get, Action<object> set, string path)
    {
        if (type.IsPrimitive || type.IsEnum)
        {
            Leaves.Add(new Leaf(path, get, set));
        }
        else if (!type.Namespace!.StartsWith("OsLockConformance", StringComparison.Ordinal) && !type.IsAssignableTo(typeof(ITuple)))
        {
            throw new NotSupportedException($"{path} is a {type}");
        }
        else if (type.GetCustomAttribute<InlineArrayAttribute>() is { } inline)
        {
            var elementType = type.GetFields(Declared).Single().FieldType;
            for (var i = 0; i < inline.Length; i++)
            {
                var index = i;
                VisitValue(elementType, () => InlineElement.Get(get(), elementType, index), element => set(InlineElement.With(get(), elementType, index, element)), $"{path}[{i}]");
            }
        }
        else
        {
            Walk(type, get, set, path);
        }
    }

    private static bool RefersToObjects(Type type) => type.IsValueType
        ? !type.IsPrimitive && !type.IsEnum && Array.Exists(type.GetFields(Declared), static field => RefersToObjects(field.FieldType))
        : true;

    private void Follow(object? value, string path)
    {
        if (value is null || !_seen.Add(value))
            return;
        if (value is Array array)
        {
            for (var i = 0; i < array.Length; i++)
            {
                var index = i;
                if (array.GetType().GetElementType()! is { IsValueType: true } elementType)
                    VisitValue(elementType, () => array.GetValue(index)!, element => array.SetValue(element, index), $"{path}[{i}]");
                else
                    Follow(array.GetValue(i), $"{path}[{i}]");
            }
        }
        else if (value is not IEnumerable && value.GetType().Namespace!.StartsWith(Namespace, StringComparison.Ordinal))
        {
            Walk(value.GetType(), () => value, null, path);
        }
        else
        {
            Opaque.Add(value.GetType().Name);
        }
    }

    /// <summary>A field that can be read and written.</summary>
    internal sealed record Leaf(string Path, Func<object> Get, Action<object> Set)
    {
        /// <summary>Other values than one.</summary>
        public static IEnumerable<object> Mutants(object value)
        {
            switch (value)
            {
                case bool truth:
                    yield return !truth;
                    break;
                case Enum:
                    yield return Enum.ToObject(value.GetType(), Convert.ToUInt64(value, null) ^ 1);
                    break;
                case ulong number:
                    yield return number ^ 1;
                    yield return ~number;
                    break;
                case uint number:
                    yield return number ^ 1;
                    yield return ~number;
                    break;
                case byte number:
                    yield return (byte)(number ^ 1);
                    break;
                case int number:
                    yield return number ^ 1;
                    break;
                default:
                    throw new NotSupportedException($"a field is a {value.GetType().Name}");
            }
        }
    }
}
