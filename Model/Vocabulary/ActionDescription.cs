namespace OsLockConformance.Model.Vocabulary;

/// <summary>A kind of action as <see cref="ActionTable"/> describes it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Keyword">How a trace writes it, for example <c>switch-vm</c>.</param>
/// <param name="Needs">What a target must be able to do for it.</param>
/// <param name="Sentence">What it does, in one sentence; null for a kind with operands, whose sentence depends on them.</param>
public sealed record ActionDescription(ActionKind Kind, string Keyword, TargetCapabilities Needs, string? Sentence = null);
