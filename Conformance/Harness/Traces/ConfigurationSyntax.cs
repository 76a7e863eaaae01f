using System.Globalization;
using System.Text;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>The <c>config</c> line: counts as <c>key=number</c>, features by name if present.</summary>
internal static class ConfigurationSyntax
{
    private const string Breakpoints = "breakpoints";
    private const string Watchpoints = "watchpoints";
    private const string ContextAware = "context-aware";
    private const string DoubleLock = "double-lock";
    private const string Idst = "idst";
    private const string Trf = "trf";
    private const string Sc2 = "sc2";
    private const string IntDisHigh = "intdis-high";
    private const string Spmu = "spmu";
    private const string AArch32 = "aarch32";

    private static readonly string[] Keys = [Breakpoints, Watchpoints, ContextAware, DoubleLock, Idst, Trf, Sc2, IntDisHigh, Spmu, AArch32];

    public static PeConfiguration Parse(TraceTokens tokens)
    {
        if (!tokens.TryTakeWord(HeaderSyntax.Config))
            throw tokens.Expected("a config line", [HeaderSyntax.Config]);
        var configuration = PeConfiguration.Default;
        TraceFormatException? contextAwareTooLarge = null;
        while (!tokens.AtEnd)
        {
            switch (Array.Find(Keys, key => TraceTokens.Is(key, tokens.PeekWord())))
            {
                case Breakpoints:
                    configuration = configuration with { Breakpoints = Count(tokens, 2, PeLimits.MaximumBreakpoints) };
                    break;
                case Watchpoints:
                    configuration = configuration with { Watchpoints = Count(tokens, 2, PeLimits.MaximumWatchpoints) };
                    break;
                case ContextAware:
                    contextAwareTooLarge = tokens.Expected("no more context-aware breakpoints than breakpoints");
                    configuration = configuration with { ContextAware = Count(tokens, 1, PeLimits.MaximumBreakpoints) };
                    break;
                case DoubleLock:
                    configuration = configuration with { DoubleLock = Flag(tokens) };
                    break;
                case Idst:
                    configuration = configuration with { Idst = Flag(tokens) };
                    break;
                case Trf:
                    configuration = configuration with { Trf = Flag(tokens) };
                    break;
                case Sc2:
                    configuration = configuration with { Sc2 = Flag(tokens) };
                    break;
                case IntDisHigh:
                    configuration = configuration with { IntDisHigh = Flag(tokens) };
                    break;
                case Spmu:
                    configuration = configuration with { Spmu = Flag(tokens) };
                    break;
                case AArch32:
                    configuration = configuration with { AArch32 = Flag(tokens) };
                    break;
                default:
                    throw tokens.Expected("a key of the configuration", Keys);
            }
        }

        return configuration.ContextAware <= configuration.Breakpoints
            ? configuration
            : throw contextAwareTooLarge ?? tokens.Expected("no more context-aware breakpoints than breakpoints");
    }

    public static void Write(StringBuilder text, PeConfiguration configuration)
    {
        text.Append(CultureInfo.InvariantCulture, $"{HeaderSyntax.Config} {Breakpoints}={configuration.Breakpoints}");
        text.Append(CultureInfo.InvariantCulture, $" {Watchpoints}={configuration.Watchpoints} {ContextAware}={configuration.ContextAware}");
        Append(text, DoubleLock, configuration.DoubleLock);
        Append(text, Idst, configuration.Idst);
        Append(text, Trf, configuration.Trf);
        Append(text, Sc2, configuration.Sc2);
        Append(text, IntDisHigh, configuration.IntDisHigh);
        Append(text, Spmu, configuration.Spmu);
        Append(text, AArch32, configuration.AArch32);
    }

    private static void Append(StringBuilder text, string feature, bool present)
    {
        if (present)
            text.Append(' ').Append(feature);
    }

    private static int Count(TraceTokens tokens, int least, int most)
    {
        var key = tokens.TakeWord("a key of the configuration");
        tokens.Take('=', $"'=' after {key}");
        return (int)NumberSyntax.ParseInRange(tokens, key, (ulong)least, (ulong)most);
    }

    private static bool Flag(TraceTokens tokens)
    {
        var key = tokens.TakeWord("a key of the configuration");
        return !tokens.TryTake('=') || NumberSyntax.ParseInRange(tokens, key, 0, 1) == 1;
    }
}
