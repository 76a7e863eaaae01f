using System.Globalization;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>
/// What the model allows, in the words of <see cref="ObservationText"/>; <c>?</c> is what the architecture leaves open.
/// </summary>
public static class ExpectationText
{
    private const string Or = "  or  ";

    /// <summary>All allowed behaviours, in one line.</summary>
    public static string Of(in ScenarioAction action, Expectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        List<string> texts = [];
        for (var i = 0; i < expectation.Count; i++)
        {
            var text = Of(action, expectation[i]);
            if (!texts.Contains(text))
                texts.Add(text);
        }

        return string.Join(Or, texts);
    }

    /// <summary>One allowed behaviour.</summary>
    public static string Of(in ScenarioAction action, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        List<string> parts = [];
        for (var i = 0; i < outcome.Count; i++)
            parts.Add(EventText.Of(outcome.Events[i]));
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            if ((outcome.ValuesPresent >> i & 1) != 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"X{GuestLayout.TransferRegister(i)}={ValueText.Of(outcome.Values[i])}"));
        }

        if (outcome.Errno != Errno.None)
            parts.Add($"errno {ErrnoText.Of(outcome.Errno)}");
        else if (action.Kind == ActionKind.GetOneReg)
            parts.Add($"{action.OneReg}={ValueText.Of(outcome.OneRegValue)}");
        return parts.Count == 0 ? "ok" : string.Join("; ", parts);
    }
}
