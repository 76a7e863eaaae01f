using System.Collections.Concurrent;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Coverage;

/// <summary>Explorations of the model, made once in a run of the tests.</summary>
internal static class Explorations
{
    private static readonly ConcurrentDictionary<(TargetCapabilities, ErratumId), Lazy<ModelExploration>> Cache = new();

    /// <summary>What the model can show to a target.</summary>
    public static ModelExploration Of(TargetCapabilities capabilities, ErratumId accepted) =>
        Cache.GetOrAdd((capabilities, accepted), static key => new Lazy<ModelExploration>(() => ModelExploration.Of(key.Item1, key.Item2))).Value;
}
