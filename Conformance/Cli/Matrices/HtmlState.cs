using OsLockConformance.Harness.Matrices;

namespace OsLockConformance.Cli.Matrices;

/// <summary>How a state looks on a page: never by its colour alone.</summary>
internal static class HtmlState
{
    /// <summary>The class of its colours in matrix.css.</summary>
    public static string ClassOf(CellState state) => state switch
    {
        CellState.Conforms => "conforms",
        CellState.DeviatesAsDeclared => "deviates",
        CellState.Diverges => "diverges",
        CellState.NotExercised => "unexercised",
        CellState.NotApplicable => "inapplicable",
        _ => "missing",
    };

    /// <summary>Its sign.</summary>
    public static string SignOf(CellState state) => state switch
    {
        CellState.Conforms => "✓",
        CellState.DeviatesAsDeclared => "~",
        CellState.Diverges => "✗",
        CellState.NotExercised => "?",
        CellState.NotApplicable => "–",
        _ => "×",
    };
}
