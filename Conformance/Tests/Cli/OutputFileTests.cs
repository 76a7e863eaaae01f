using OsLockConformance.Cli;
using Xunit;

namespace OsLockConformance.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    private string Page => Path.Combine(_folder, "page.html");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_there_stays_until_all_of_the_new_text_is_there()
    {
        File.WriteAllText(Page, "old");
        using (var file = OutputFile.Open("--html", Page))
        {
            Assert.Equal("old", File.ReadAllText(Page));
            Assert.Throws<InvalidOperationException>(() => file.Write(static writer =>
            {
                writer.Write("half");
                writer.Flush();
                throw new InvalidOperationException();
            }));
        }

        Assert.Equal("old", File.ReadAllText(Page));
        Assert.Equal([Page], Directory.GetFiles(_folder));
        using (var file = OutputFile.Open("--html", Page))
            file.Write(static writer => writer.WriteLine("new"));
        Assert.Equal("new\n", File.ReadAllText(Page));
        Assert.Equal([Page], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_is_not_written_is_not_made()
    {
        OutputFile.Open("--html", Page).Dispose();
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_link_still_leads_to_the_file()
    {
        var link = Path.Combine(_folder, "link.html");
        File.WriteAllText(Page, "old");
        File.CreateSymbolicLink(link, Page);
        using (var file = OutputFile.Open("--html", link))
            file.Write(static writer => writer.Write("new"));
        Assert.Equal("new", File.ReadAllText(Page));
        Assert.NotNull(File.ResolveLinkTarget(link, returnFinalTarget: false));
    }

    [Fact]
    public void A_device_stays_one()
    {
        using (var file = OutputFile.Open("--html", "/dev/null"))
            file.Write(static writer => writer.Write("text"));
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none/page.html")]
    public void A_folder_or_a_file_in_none_is_refused_at_once(string place)
    {
        var path = Path.Combine(_folder, place);
        var refused = Assert.Throws<UsageException>(() => OutputFile.Open("--html", path));
        Assert.Equal($"--html expects a file that can be written to, got '{path}'", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
