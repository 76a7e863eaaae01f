using System.Xml;
using System.Xml.Schema;
using OsLockConformance.Cli;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>JUnit XML against the schema of Jenkins.</summary>
public sealed class JUnitSchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ValidatorFact(Validators.JenkinsSchema)]
    public void Checks_that_end_in_any_way_are_valid() => Assert.Empty(Complaints(CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.JUnit)));

    [ValidatorFact(Validators.JenkinsSchema)]
    public void Replays_are_valid()
    {
        foreach (var target in (string[])["linux-5.17", "linux-6.14"])
            Assert.Empty(Complaints(CommandLineRun.Of("replay", CorpusFiles.PathOf("os-lock/good_osl6_breakpoint_blocked_at_el0.oslock"), "--target", target, "--format", "junit").Output));
    }

    [ValidatorFact(Validators.JenkinsSchema)]
    public void The_schema_refuses_what_is_not_JUnit()
    {
        Assert.NotEmpty(Complaints("<testsuites><testsuite name='a' tests='1'><testcase classname='a'/></testsuite></testsuites>"));
        Assert.NotEmpty(Complaints("<testsuites><testsuite name='a' tests='1'><testcase name='a'><failed/></testcase></testsuite></testsuites>"));
    }

    private static List<string> Complaints(string report)
    {
        List<string> complaints = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.Schemas.Add(null, Validators.PathOf(Validators.JenkinsSchema));
        settings.ValidationEventHandler += (_, complaint) => complaints.Add(complaint.Message);
        using var reader = XmlReader.Create(new StringReader(report), settings);
        while (reader.Read())
        {
        }

        return complaints;
    }
}
