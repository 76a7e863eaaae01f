using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>An exception or a debug exit for people: <c>SVC #0 @A+8 SPSR EL1h D=0 SS=0</c>, <c>debug-exit step ISV=1 @A+4</c>.</summary>
public static class EventText
{
    private const string DebugExit = "debug-exit ";
    private const string Spin = "spin";
    private const string None = "nothing";

    /// <summary>An event that a target showed.</summary>
    public static string Of(in ObservedEvent observed) => observed.Kind switch
    {
        ObservedEventKind.Exception =>
            $"{SyndromeText.Of(observed.Esr)} @{AddressText.Of(observed.Elr)}{Far(observed)} SPSR {SpsrText.Of(observed.Spsr)}",
        ObservedEventKind.DebugExit => $"{DebugExit}{SyndromeText.Of(observed.Esr, takenToEl2: true)} @{AddressText.Of(observed.Elr)}{Far(observed)}",
        ObservedEventKind.Spin => Spin,
        _ => None,
    };

    /// <summary>An event that the model expects; <c>?</c> is what the architecture leaves open.</summary>
    public static string Of(in ExpectedEvent expected) => expected.Kind switch
    {
        ObservedEventKind.Exception =>
            $"{SyndromeText.Of(expected.Esr, expected.EsrMask)} @{AddressText.Of(expected.Elr)}{Far(expected)} SPSR {SpsrText.Of(expected.Spsr, expected.SpsrMask)}",
        ObservedEventKind.DebugExit =>
            $"{DebugExit}{SyndromeText.Of(expected.Esr, expected.EsrMask, takenToEl2: true)} @{AddressText.Of(expected.Elr)}{Far(expected)}",
        ObservedEventKind.Spin => Spin,
        _ => None,
    };

    /// <summary>FAR is defined for a watchpoint alone (DBG-8).</summary>
    private static string Far(in ObservedEvent observed) =>
        ESR_ELx.ClassOf(observed.Esr) is ExceptionClass.WatchpointLowerEl or ExceptionClass.WatchpointSameEl || observed.Far != 0
            ? $" FAR={AddressText.Of(observed.Far)}"
            : "";

    private static string Far(in ExpectedEvent expected) => expected.FarHigh == 0
        ? ""
        : expected.FarLow == expected.FarHigh
            ? $" FAR={AddressText.Of(expected.FarLow)}"
            : $" FAR={AddressText.Of(expected.FarLow)}..{AddressText.Of(expected.FarHigh)}";
}
