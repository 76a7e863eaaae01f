using OsLockConformance.Harness.Symbolic.Solving;
using Xunit;

namespace OsLockConformance.Tests.Symbolic;

/// <summary>A test that needs the SMT solver; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Z3FactAttribute : FactAttribute
{
    public Z3FactAttribute() => Skip = Z3Solver.Missing;
}

/// <summary>As <see cref="Z3FactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Z3TheoryAttribute : TheoryAttribute
{
    public Z3TheoryAttribute() => Skip = Z3Solver.Missing;
}
