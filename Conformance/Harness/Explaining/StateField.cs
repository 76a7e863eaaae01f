namespace OsLockConformance.Harness.Explaining;

/// <summary>One thing that decides what the next action does.</summary>
/// <param name="Name">What it is, by Arm's or the kernel's name: <c>OSLK</c>, <c>guest_debug</c>, <c>MDSCR_EL1.MDE</c>.</param>
/// <param name="Value">Its value; <c>?</c> while it is UNKNOWN.</param>
/// <param name="Changed">Whether the action before has changed it.</param>
public sealed record StateField(string Name, string Value, bool Changed);
