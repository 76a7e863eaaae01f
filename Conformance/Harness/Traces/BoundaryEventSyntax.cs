using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>An event at an instruction boundary, written before the instruction: <c>!preempt</c>.</summary>
internal static class BoundaryEventSyntax
{
    /// <summary>What begins an event.</summary>
    public const char Mark = '!';

    private const string Preempt = "preempt";
    private const string Reenter = "reenter";
    private const string Migrate = "migrate";
    private const string GuestDebug = "guest-debug";

    /// <summary>Reads what follows the mark.</summary>
    public static BoundaryEvent Parse(TraceTokens tokens)
    {
        if (tokens.TryTakeWord(Preempt))
            return new(BoundaryEventKind.Preempt);
        if (tokens.TryTakeWord(Reenter))
            return new(BoundaryEventKind.Reenter);
        if (tokens.TryTakeWord(Migrate))
            return new(BoundaryEventKind.Migrate);
        if (tokens.TryTakeWord(GuestDebug))
            return new(BoundaryEventKind.SetGuestDebug, GuestDebugFlagsSyntax.Parse(tokens));
        throw tokens.Expected("an event", [Preempt, Reenter, Migrate, GuestDebug]);
    }

    public static void Write(StringBuilder text, in BoundaryEvent boundaryEvent)
    {
        text.Append(Mark);
        switch (boundaryEvent.Kind)
        {
            case BoundaryEventKind.SetGuestDebug:
                text.Append(GuestDebug).Append(' ');
                GuestDebugFlagsSyntax.Write(text, boundaryEvent.Control);
                break;
            default:
                text.Append(boundaryEvent.Kind switch
                {
                    BoundaryEventKind.Preempt => Preempt,
                    BoundaryEventKind.Reenter => Reenter,
                    _ => Migrate,
                });
                break;
        }
    }
}
