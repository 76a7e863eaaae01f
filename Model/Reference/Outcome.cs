using System.Runtime.CompilerServices;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// One behaviour that the model allows for an action: what must be observed, the state afterwards, the rules that it rests on
/// and the accepted errata that it relies on. Reused from action to action; see <see cref="Expectation"/>.
/// </summary>
public sealed class Outcome
{
    private const int MaximumParts = 12;

    /// <summary>The state of the guest that acted, after the action.</summary>
    public GuestState Guest;
    /// <summary>The expected events; the first <see cref="Count"/> are meant.</summary>
    public EventList Events;
    /// <summary>The values of MRS and loads, by instruction.</summary>
    public ValueList Values;
    /// <summary>How many events there are.</summary>
    public byte Count;
    /// <summary>Bit i: instruction i produces a value.</summary>
    public byte ValuesPresent;
    /// <summary>The expected errno.</summary>
    public int Errno;
    /// <summary>The expected value of KVM_GET_ONE_REG.</summary>
    public MaskedValue OneRegValue;
    /// <summary>The rules that this behaviour rests on; while the block runs, those since the circumstances last changed.</summary>
    public RuleSet Rules;
    /// <summary>The accepted errata that this behaviour relies on; while the block runs, those since the circumstances last changed.</summary>
    public ErratumId Errata;
    /// <summary>The circumstances of the whole block or, if there are <see cref="Parts"/>, of its end. Of a run only.</summary>
    public RuleContext Context;
    /// <summary>Where the circumstances changed, the parts of the block; the first <see cref="PartCount"/> are meant, and there are none
    /// if nothing changed.</summary>
    public PartList Parts;
    /// <summary>How many parts there are.</summary>
    public byte PartCount;
    /// <summary>The next action is the other virtual machine's.</summary>
    public bool SwitchesVm;

    internal BlockState Block;

    /// <summary>Bit i: instruction i of the block was executed, or took its exception.</summary>
    public byte InstructionsReached => Block.PositionsDone;

    /// <summary>Bit i: the event before instruction i of the block happened.</summary>
    public byte EventsReached => Block.EventsDone;

    /// <summary>Whether the observation is one of this behaviour.</summary>
    public bool Accepts(in Observation observation)
    {
        if (observation.Count != Count || observation.ValuesPresent != ValuesPresent || observation.Errno != Errno)
            return false;
        if (!OneRegValue.Accepts(observation.OneRegValue))
            return false;
        for (var i = 0; i < Count; i++)
        {
            if (!Events[i].Accepts(observation.Events[i]))
                return false;
        }
        for (var i = 0; ValuesPresent >> i != 0; i++)
        {
            if ((ValuesPresent >> i & 1) != 0 && !Values[i].Accepts(observation.Values[i]))
                return false;
        }
        return true;
    }

    internal void Begin()
    {
        Count = 0;
        ValuesPresent = 0;
        Errno = 0;
        OneRegValue = MaskedValue.Unknown;
        Rules = default;
        Errata = ErratumId.None;
        SwitchesVm = false;
        PartCount = 0;
    }

    internal void CopyFrom(Outcome other)
    {
        Guest = other.Guest;
        Events = other.Events;
        Values = other.Values;
        Count = other.Count;
        ValuesPresent = other.ValuesPresent;
        Errno = other.Errno;
        OneRegValue = other.OneRegValue;
        Rules = other.Rules;
        Errata = other.Errata;
        SwitchesVm = other.SwitchesVm;
        Block = other.Block;
        Context = other.Context;
        PartCount = other.PartCount;
        for (var i = 0; i < PartCount; i++)
            Parts[i] = other.Parts[i];
    }

    /// <summary>The circumstances are new, and nothing has fired in others.</summary>
    internal void BeginContext() => Context = RuleContext.Of(Guest.OsLock, Guest.GuestDebug, Block.El);

    /// <summary>The circumstances may have changed: what fired until now belongs to those before.</summary>
    internal void ChangeContext()
    {
        ClosePart();
        BeginContext();
    }

    /// <summary>The block is over: <see cref="Rules"/> and <see cref="Errata"/> become those of all parts.</summary>
    internal void EndContexts()
    {
        if (PartCount == 0)
            return;
        ClosePart();
        for (var i = 0; i < PartCount; i++)
        {
            Rules |= Parts[i].Rules;
            Errata |= Parts[i].Errata;
        }
    }

    private void ClosePart()
    {
        // Three writes of OSLAR_EL1, four changes of guest debug, an exception return and an exception, and the end: there is room.
        Parts[PartCount++] = new RulesInContext(Context, Rules, Errata);
        Rules = default;
        Errata = ErratumId.None;
    }

    /// <summary>The place of one more event, with nothing in it. A step of userspace at each of five boundaries, an exception and the step after it: there is
    /// room.</summary>
    internal ref ExpectedEvent Add()
    {
        ref var added = ref Events[Count++];
        added = default;
        return ref added;
    }

    internal void SetValue(int index, MaskedValue value)
    {
        ValuesPresent |= (byte)(1 << index);
        Values[index] = value;
    }

    /// <summary>Inline storage for the events.</summary>
    [InlineArray(Observation.MaximumEvents)]
    public struct EventList
    {
        private ExpectedEvent _first;
    }

    /// <summary>Inline storage for the parts.</summary>
    [InlineArray(MaximumParts)]
    public struct PartList
    {
        private RulesInContext _first;
    }

    /// <summary>Inline storage for the values.</summary>
    [InlineArray(GuestLayout.BlockLength)]
    public struct ValueList
    {
        private MaskedValue _first;
    }
}
