using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>
/// An observation in one line: the events in order, then the values that the block's instructions produced, or what the
/// userspace action returned: <c>SVC #0 @A+8 SPSR EL1h D=0 SS=0; X1=0xa</c>, <c>errno EINVAL</c>, <c>OSLSR_EL1=0x8</c>.
/// </summary>
public static class ObservationText
{
    /// <summary>The observation of <paramref name="action"/>.</summary>
    public static string Of(in ScenarioAction action, in Observation observation)
    {
        List<string> parts = [];
        for (var i = 0; i < observation.Count; i++)
            parts.Add(EventText.Of(observation.Events[i]));
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((observation.ValuesPresent >> i & 1) != 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"X{GuestLayout.TransferRegister(i)}={ValueText.Of(observation.Values[i])}"));
        }

        if (observation.Errno != Errno.None)
            parts.Add($"errno {ErrnoText.Of(observation.Errno)}");
        else if (action.Kind == ActionKind.GetOneReg)
            parts.Add($"{action.OneReg}={ValueText.Of(observation.OneRegValue)}");
        return parts.Count == 0 ? "ok" : string.Join("; ", parts);
    }
}
