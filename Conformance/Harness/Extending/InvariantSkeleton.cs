using System.Text.RegularExpressions;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Extending;

/// <summary>
/// The file that a new invariant begins as. It compiles and is found, and until it is written it throws, which a check reports; so
/// that a skeleton can't be mistaken for an invariant that holds.
/// </summary>
public static partial class InvariantSkeleton
{
    /// <summary>Whether a name can be that of a class here: letters and digits, a capital letter first.</summary>
    public static bool IsName(string name) => ClassName().IsMatch(name);

    /// <summary>The name that is printed: <c>HostKeepsItsTags</c> is <c>host-keeps-its-tags</c>.</summary>
    public static string PrintedName(string name) => WordStart().Replace(name, "-").ToLowerInvariant();

    /// <summary>The text of the file.</summary>
    /// <param name="name">The class; see <see cref="IsName"/>.</param>
    /// <param name="rule">The rule that the invariant stands for.</param>
    public static string Write(string name, RuleId rule) => $$"""
        using OsLockConformance.Model.Rules;

        namespace OsLockConformance.Model.Invariants;

        /// <summary>{{rule.Print()}}: what must hold, in one sentence.</summary>
        public sealed class {{name}} : IInvariant
        {
            /// <inheritdoc/>
            public string Name => "{{PrintedName(name)}}";

            /// <inheritdoc/>
            public RuleId Rule => RuleId.{{rule}};

            // When it is asked. GuestEntry: the next instruction is the guest's. GuestExit: the guest has just been left.
            // HostResumed: the host's state is loaded again. HostMoments.All: always.
            /// <inheritdoc/>
            public HostMoments Moments => HostMoments.GuestEntry;

            // In which snapshots of these moments it says anything: while the guest holds the OS Lock, for example.
            /// <inheritdoc/>
            public bool Precondition(in HostSnapshot snapshot) => snapshot.GuestOsLock;

            // True where it says nothing, else whether it holds. HostSnapshot has what can be seen.
            /// <inheritdoc/>
            public bool Holds(in HostSnapshot snapshot) => snapshot.Moment == HostMoment.GuestEntry && Precondition(snapshot)
                ? throw new NotImplementedException("{{name}} is not written yet")
                : true;
        }

        """.ReplaceLineEndings("\n");

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*\\z")]
    private static partial Regex ClassName();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex WordStart();
}
