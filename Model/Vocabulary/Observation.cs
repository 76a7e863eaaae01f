using System.Runtime.CompilerServices;

namespace OsLockConformance.Model.Vocabulary;

/// <summary>What a target shows after one action.</summary>
public struct Observation
{
    /// <summary>Most events that one action can show: a longer list is a <see cref="ObservedEventKind.Spin"/>.</summary>
    public const int MaximumEvents = 10;

    /// <summary>How many events there are.</summary>
    public byte Count;
    /// <summary>Bit i: instruction i of the block produced a value (<see cref="Instruction.ProducesValue"/>).</summary>
    public byte ValuesPresent;
    /// <summary>0 or the positive errno of a userspace action: 2 ENOENT, 22 EINVAL.</summary>
    public int Errno;
    /// <summary>The value that KVM_GET_ONE_REG returned.</summary>
    public ulong OneRegValue;
    /// <summary>The values of MRS and loads, by instruction.</summary>
    public ValueList Values;
    /// <summary>The events in order.</summary>
    public EventList Events;

    /// <summary>Makes this the observation of an action that shows nothing.</summary>
    public void Clear()
    {
        Count = 0;
        ValuesPresent = 0;
        Errno = 0;
        OneRegValue = 0;
    }

    /// <summary>Appends an event; past <see cref="MaximumEvents"/> the last one becomes a spin.</summary>
    public void Add(in ObservedEvent observed)
    {
        if (Count < MaximumEvents)
            Events[Count++] = observed;
        else
            Events[MaximumEvents - 1] = new ObservedEvent { Kind = ObservedEventKind.Spin };
    }

    /// <summary>Records the value of instruction <paramref name="index"/>.</summary>
    public void SetValue(int index, ulong value)
    {
        ValuesPresent |= (byte)(1 << index);
        Values[index] = value;
    }

    /// <summary>Inline storage for the events.</summary>
    [InlineArray(MaximumEvents)]
    public struct EventList
    {
        private ObservedEvent _first;
    }

    /// <summary>Inline storage for the values.</summary>
    [InlineArray(GuestLayout.BlockLength)]
    public struct ValueList
    {
        private ulong _first;
    }
}
