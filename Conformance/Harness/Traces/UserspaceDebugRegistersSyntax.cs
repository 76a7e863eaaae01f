using System.Text;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>The debug registers that userspace sets: <c>bp0=VALUE,CONTROL</c>, also bp1, wp0 and wp1; those left out are zero.</summary>
internal static class UserspaceDebugRegistersSyntax
{
    private static readonly string[] Names = ["bp0", "bp1", "wp0", "wp1"];

    public static UserspaceDebugRegisters Parse(TraceTokens tokens)
    {
        UserspaceDebugRegisters registers = default;
        while (!tokens.AtEnd)
        {
            switch (Array.FindIndex(Names, name => TraceTokens.Is(name, tokens.PeekWord())))
            {
                case 0:
                    (registers.Bvr0, registers.Bcr0) = Pair(tokens, RegisterId.DBGBVRn_EL1, RegisterId.DBGBCRn_EL1);
                    break;
                case 1:
                    (registers.Bvr1, registers.Bcr1) = Pair(tokens, RegisterId.DBGBVRn_EL1, RegisterId.DBGBCRn_EL1);
                    break;
                case 2:
                    (registers.Wvr0, registers.Wcr0) = Pair(tokens, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1);
                    break;
                case 3:
                    (registers.Wvr1, registers.Wcr1) = Pair(tokens, RegisterId.DBGWVRn_EL1, RegisterId.DBGWCRn_EL1);
                    break;
                default:
                    throw tokens.Expected("bp0, bp1, wp0 or wp1", Names);
            }
        }

        return registers;
    }

    public static void Write(StringBuilder text, in UserspaceDebugRegisters registers)
    {
        Write(text, Names[0], RegisterId.DBGBVRn_EL1, registers.Bvr0, registers.Bcr0);
        Write(text, Names[1], RegisterId.DBGBVRn_EL1, registers.Bvr1, registers.Bcr1);
        Write(text, Names[2], RegisterId.DBGWVRn_EL1, registers.Wvr0, registers.Wcr0);
        Write(text, Names[3], RegisterId.DBGWVRn_EL1, registers.Wvr1, registers.Wcr1);
    }

    private static void Write(StringBuilder text, string name, RegisterId valueRegister, ulong value, uint control)
    {
        if (value != 0 || control != 0)
            text.Append(' ').Append(name).Append('=').Append(ValueSyntax.Print(valueRegister, value)).Append(',').Append(NumberSyntax.Print(control));
    }

    private static (ulong Value, uint Control) Pair(TraceTokens tokens, RegisterId valueRegister, RegisterId controlRegister)
    {
        var name = tokens.TakeWord("bp0, bp1, wp0 or wp1");
        tokens.Take('=', $"'=' after {name}");
        var value = ValueSyntax.Parse(tokens, valueRegister);
        tokens.Take(',', $"',' between the value and the control of {name}");
        return (value, (uint)ValueSyntax.Parse(tokens, controlRegister, uint.MaxValue));
    }
}
