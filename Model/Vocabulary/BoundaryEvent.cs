namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// An event at an instruction boundary of a block. Preempt, Reenter and Migrate come first of all, before a pending Software
/// Step exception is taken; SetGuestDebug comes when userspace has control, so under userspace single-step after the exit
/// for the step that led here, otherwise before the instruction and everything that it may generate.
/// Each event happens once, when the PC first reaches its boundary.
/// </summary>
/// <param name="Kind">The event.</param>
/// <param name="Control">The new flags of SetGuestDebug.</param>
public readonly record struct BoundaryEvent(BoundaryEventKind Kind, GuestDebugFlags Control = GuestDebugFlags.None);
