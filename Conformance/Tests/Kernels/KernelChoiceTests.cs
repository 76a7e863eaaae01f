using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Kernels;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

public sealed class KernelChoiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("5.10", "linux-5.17")]
    [InlineData("5.17.3", "linux-5.17")]
    [InlineData("5.18", "linux-5.18")]
    [InlineData("6.1.0.56", "linux-6.1")]
    [InlineData("6.12.117", "linux-6.1")]
    [InlineData("6.13.9", "linux-6.1")]
    [InlineData("6.14", "linux-6.14")]
    [InlineData("7.3.4", "linux-6.14")]
    public void A_version_names_its_profile(string version, string profile) => Assert.Equal(profile, KernelProfile.Of(Version.Parse(version)));

    [Fact]
    public void Every_release_has_the_profile_of_its_version()
    {
        Assert.All(KernelRelease.All, static release => Assert.Equal(KernelProfile.Of(Version.Parse(release.Version)), release.Profile));
        Assert.All(KernelProfile.All, static profile => Assert.Contains(profile, TargetCatalogue.Names));
    }

    [Fact]
    public void A_version_means_the_fetched_image()
    {
        var cache = new KernelCache(_folder);
        Assert.Equal("kernel 6.1 has not been fetched; 'oslock kernels fetch 6.1' brings it", Complaint(cache, "6.1"));
        Directory.CreateDirectory(Path.GetDirectoryName(cache.ImageOf("6.1"))!);
        File.WriteAllText(cache.ImageOf("6.1"), "");
        Assert.Equal(cache.ImageOf("6.1"), KernelImage.Find(cache, "6.1"));
    }

    [Fact]
    public void What_is_no_image_is_refused_before_anything_boots()
    {
        var cache = new KernelCache(_folder);
        var text = Path.Combine(_folder, "text");
        File.WriteAllText(text, new string('x', 1000));
        Assert.EndsWith(" is no arm64 kernel image; a build has it at arch/arm64/boot/Image", Complaint(cache, text), StringComparison.Ordinal);
        Assert.StartsWith($"{_folder} is a folder", Complaint(cache, _folder), StringComparison.Ordinal);
        Assert.StartsWith($"there is no kernel image {_folder}/none;", Complaint(cache, $"{_folder}/none"), StringComparison.Ordinal);
        File.WriteAllText(text, "");
        Assert.Contains(" is no arm64 kernel image", Complaint(cache, text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_tells_an_image()
    {
        var path = Path.Combine(_folder, "Image");
        var header = new byte[64];
        "ARM\x64"u8.CopyTo(header.AsSpan(0x38));
        File.WriteAllBytes(path, header);
        Assert.Equal(path, KernelImage.Find(new KernelCache(_folder), path));
    }

    [Fact]
    public void Process_1_cannot_be_published_without_its_sources() =>
        Assert.Equal($"the sources of Conformance/Init are not above {_folder}: give the published oslock-init with --init",
            Assert.Throws<EmulatedKernelException>(() => InitProgram.FindOrPublish(new KernelCache(_folder), _folder, static () => { })).Message);

    private static string Complaint(KernelCache cache, string given) => Assert.Throws<EmulatedKernelException>(() => KernelImage.Find(cache, given)).Message;
}
