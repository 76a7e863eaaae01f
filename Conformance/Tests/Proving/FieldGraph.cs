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
            if (!field.IsInitOnly && type.GetCustomAttribute<InlineArrayAttribute>() is null && type.Namespace!.StartsWith("OsLockConformance", StringComparison.Ordinal))
                Walk(type, () => field.GetValue(owner())!, Set, path);
        }
        else
        {
            if (!isConstant)
                References.Add($"{field.DeclaringType!.Name}.{field.Name}");
            Follow(field.GetValue(owner()), path);
        }
    }

    private void Follow(object? value, string path)
    {
        if (value is null || !_seen.Add(value))
            return;
        if (value is Array array)
        {
            for (var i = 0; i < array.Length; i++)
            {
                var index = i;
                if (array.GetType().GetElementType()!.IsPrimitive)
                    Leaves.Add(new Leaf($"{path}[{i}]", () => array.GetValue(index)!, element => array.SetValue(element, index)));
                else
                    Follow(array.GetValue(i), $"{path}[{i}]");
            }
        }
        else if (value is not IEnumerable && value.GetType().Namespace!.StartsWith(Namespace, StringComparison.Ordinal))
        {
            Walk(value.GetType(), () => value, null, path);
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
