using OsLockConformance.Cli;

return CommandLine.Run(args, Terminal.OfProcess());
