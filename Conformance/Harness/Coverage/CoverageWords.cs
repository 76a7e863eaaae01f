using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>Kinds of actions and events in the words of traces.</summary>
public static class CoverageWords
{
    /// <summary>A kind of action.</summary>
    public static string Of(ActionKind kind) => ActionTable.Describe(kind).Keyword;

    /// <summary>A kind of event.</summary>
    public static string Of(BoundaryEventKind kind) => kind switch
    {
        BoundaryEventKind.Preempt => "preempt",
        BoundaryEventKind.Reenter => "reenter",
        BoundaryEventKind.Migrate => "migrate",
        _ => "guest-debug",
    };
}
