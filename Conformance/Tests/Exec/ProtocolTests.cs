using System.Diagnostics;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Exec;

/// <summary>The transcript that Conformance/Exec/PROTOCOL.md shows, and its numbers.</summary>
public sealed class ProtocolTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Child.Folder, "PROTOCOL.md"));

    private static readonly string[] Sent = Lines("> ");

    private static readonly string[] Answered = Lines("< ");

    [Fact]
    public void The_transcript_is_what_the_harness_writes_and_what_the_hardware_answers()
    {
        var target = new HardwareTarget();
        target.Reset(PeConfiguration.Default);
        Assert.Equal(ExecRequest.Reset(PeConfiguration.Default), Sent[0]);
        var answers = Answered[(Answered.IndexOf(ExecHello.LastLine) + 1)..];
        Assert.Equal(Sent.Length, answers.Length);
        Assert.Equal("ok", answers[0]);
        var observation = default(Observation);
        for (var i = 1; i < Sent.Length; i++)
        {
            var action = TraceLine.Parse(Sent[i].Split("  # ")[^1]);
            Assert.Equal(ExecRequest.Of(action), Sent[i]);
            target.Execute(action, ref observation);
            var shown = default(Observation);
            ExecAnswer.Read(answers[i], action, ref shown);
            Assert.Equal(ExecAnswer.Of(action, observation), ExecAnswer.Of(action, shown));
        }
    }

    [PythonFact]
    public void The_transcript_is_what_the_example_answers()
    {
        var words = CommandWords.Split(Child.Example());
        using var child = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        child.StandardInput.Write(string.Join('\n', Sent) + "\n");
        child.StandardInput.Close();
        Assert.Equal(Answered, child.StandardOutput.ReadToEnd().TrimEnd().Split('\n'));
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
    }

    [Fact]
    public void The_hello_of_the_document_is_one()
    {
        var hello = new ExecHello();
        foreach (var line in Answered.TakeWhile(static line => line != ExecHello.LastLine))
            Assert.True(hello.Take(line));
        Assert.False(hello.Take(ExecHello.LastLine));
    }

    [Fact]
    public void The_document_has_every_word_number_and_limit_of_the_protocol()
    {
        string[] facts =
        [
            ExecHello.FirstLine, $"never more than {ExecTarget.MostUnanswered} that", $"{ExecOptions.DefaultPatience.TotalSeconds} seconds",
            $"0x{GuestLayout.Slot(3):x}", $"0x{GuestLayout.Cell(3):x}", $"0x{GuestLayout.MonitorEret:x}", $"0x{GuestLayout.Vectors:x}",
            $"`spin`: {GuestLayout.InstructionBudget} instructions", $"at most {ExecHello.LongestName}",
            $"OSLSR_EL1 is 0x{RegisterTable.EncodingOf(new SystemRegister(RegisterId.OSLSR_EL1)).Key:x}",
            .. Enum.GetValues<Opcode>().Select(static opcode => opcode.ToString().ToLowerInvariant()),
            .. PeConfigurations.All.SelectMany(static row => ExecRequest.Reset(row).Split(' ')).Select(static word => word.Split('=')[0]),
        ];
        Assert.All(facts, static fact => Assert.Contains(fact, Text, StringComparison.Ordinal));
    }

    private static string[] Lines(string mark) => [.. Text.Split('\n').Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..])];
}
