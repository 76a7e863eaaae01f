using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>An event as the model expects it: values with masks of the bits that the architecture defines.</summary>
public record struct ExpectedEvent
{
    /// <summary>Exception or exit.</summary>
    public ObservedEventKind Kind;
    /// <summary>ESR in the bits of <see cref="EsrMask"/>.</summary>
    public uint Esr;
    /// <summary>The defined bits of ESR.</summary>
    public uint EsrMask;
    /// <summary>SPSR in the bits of <see cref="SpsrMask"/>.</summary>
    public uint Spsr;
    /// <summary>The defined bits of SPSR.</summary>
    public uint SpsrMask;
    /// <summary>ELR, or the PC at an exit; always defined.</summary>
    public ulong Elr;
    /// <summary>The lowest FAR allowed; with <see cref="FarHigh"/> 0 the FAR is not compared.</summary>
    public ulong FarLow;
    /// <summary>The highest FAR allowed.</summary>
    public ulong FarHigh;

    /// <summary>Whether an observed event is one that is expected here.</summary>
    public readonly bool Accepts(in ObservedEvent observed) =>
        observed.Kind == Kind
        && ((observed.Esr ^ Esr) & EsrMask) == 0
        && ((observed.Spsr ^ Spsr) & SpsrMask) == 0
        && observed.Elr == Elr
        && (FarHigh == 0 || (observed.Far >= FarLow && observed.Far <= FarHigh));
}
