using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>The control flags of KVM_SET_GUEST_DEBUG, joined by commas; <c>off</c> for none of them.</summary>
internal static class GuestDebugFlagsSyntax
{
    private const string Off = "off";

    private static readonly (string Name, GuestDebugFlags Flag)[] Flags =
    [
        ("enable", GuestDebugFlags.Enable),
        ("single-step", GuestDebugFlags.SingleStep),
        ("sw-bp", GuestDebugFlags.UseSwBp),
        ("hw", GuestDebugFlags.UseHw),
        ("unknown", GuestDebugFlags.Unknown),
    ];

    private static readonly string[] Names = [Off, .. Flags.Select(static row => row.Name)];

    public static GuestDebugFlags Parse(TraceTokens tokens)
    {
        if (tokens.TryTakeWord(Off))
            return GuestDebugFlags.None;
        var flags = GuestDebugFlags.None;
        do
        {
            var (name, flag) = Array.Find(Flags, row => TraceTokens.Is(row.Name, tokens.PeekWord()));
            if (name is null)
                throw tokens.Expected("a flag of guest-debug", Names);
            tokens.TakeWord("a flag of guest-debug");
            flags |= flag;
        }
        while (tokens.TryTake(','));
        return flags;
    }

    public static void Write(StringBuilder text, GuestDebugFlags flags)
    {
        if (flags == GuestDebugFlags.None)
            text.Append(Off);
        var separator = "";
        foreach (var (name, flag) in Flags)
        {
            if ((flags & flag) == 0)
                continue;
            text.Append(separator).Append(name);
            separator = ",";
        }
    }
}
