using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>Which QEMU it is: the debug registers that 7.2 lacks came with 8.</summary>
internal static partial class QemuVersion
{
    private const int FirstWithDebugRegisters = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The name that errata are declared for: <c>qemu-7.2</c> or <c>qemu</c>.</summary>
    public static string ProfileOf(QemuOptions options)
    {
        var text = Ask(options.Path);
        var match = VersionPattern().Match(text);
        if (!match.Success)
            throw new TargetException($"'{options.Path}' is no QEMU: it does not tell its version");
        return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) < FirstWithDebugRegisters ? "qemu-7.2" : "qemu";
    }

    private static string Ask(string path)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                process.WaitForExit();
                throw new TargetException($"'{path} --version' does not end");
            }
            return output.Result;
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException)
        {
            throw new TargetException($"'{path}' can't be started: {exception.Message}; QEMU is in the package qemu-system-arm", exception);
        }
    }

    [GeneratedRegex(@"QEMU emulator version (\d{1,4})\.")]
    private static partial Regex VersionPattern();
}
