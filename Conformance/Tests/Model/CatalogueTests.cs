using System.Numerics;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Model;

/// <summary>The catalogues of rules and errata, and the sets of both.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Every_rule_has_a_row_in_the_order_of_the_ids()
    {
        Assert.Equal(Enum.GetValues<RuleId>(), RuleCatalogue.All.Select(static rule => rule.Id));
        Assert.All(Enum.GetValues<RuleId>(), static id => Assert.Equal(id, RuleCatalogue.Get(id).Id));
        Assert.All(RuleCatalogue.All, static rule => Assert.NotEqual("", rule.Statement));
    }

    [Fact]
    public void A_rule_is_found_by_its_printed_name_whatever_its_case()
    {
        Assert.Equal("OSL-6", RuleId.OSL_6.Print());
        Assert.Equal(RuleId.OSL_6, RuleCatalogue.Find("osl-6")?.Id);
        Assert.Null(RuleCatalogue.Find("OSL_6"));
    }

    [Fact]
    public void A_set_of_rules_has_those_that_were_put_in()
    {
        var set = RuleSet.Of(RuleId.RUN_1) | RuleId.OSL_1 | RuleId.DBG_3;
        Assert.Equal([RuleId.OSL_1, RuleId.DBG_3, RuleId.RUN_1], set.Enumerate());
        Assert.Equal("OSL-1, DBG-3, RUN-1", set.ToString());
        Assert.All(Enum.GetValues<RuleId>(), id => Assert.Equal(id is RuleId.OSL_1 or RuleId.DBG_3 or RuleId.RUN_1, set.Contains(id)));
        Assert.Equal(set, RuleSet.BitwiseOr(set, RuleId.DBG_3));
    }

    [Fact]
    public void A_context_gives_back_lock_guest_debug_and_level()
    {
        var seen = new HashSet<byte>();
        for (var bits = 0; bits < 2 * 32 * 3; bits++)
        {
            var (osLock, guestDebug, level) = ((bits & 1) != 0, (GuestDebugFlags)(bits >> 1 & 31), bits >> 6);
            var context = RuleContext.Of(osLock, guestDebug, level);
            Assert.Equal((osLock, guestDebug, level), (context.OsLock, context.GuestDebug, context.Level));
            Assert.True(seen.Add(context.Bits));
        }
    }

    [Fact]
    public void Every_erratum_is_one_flag_and_the_rows_are_in_their_order()
    {
        Assert.All(ErratumCatalogue.All, static erratum => Assert.Equal(1, BitOperations.PopCount((ulong)erratum.Id)));
        Assert.Equal(Enum.GetValues<ErratumId>().Where(static id => BitOperations.IsPow2((ulong)id)), ErratumCatalogue.All.Select(static erratum => erratum.Id));
    }

    [Fact]
    public void An_erratum_is_found_by_its_printed_id_whatever_its_case()
    {
        Assert.Equal(ErratumId.KvmOsdlr, ErratumCatalogue.Find("KVM-osdlr")?.Id);
        Assert.Null(ErratumCatalogue.Find("kvm_osdlr"));
        Assert.Equal(["kvm-osdlr", "qemu-mdccint"], ErratumCatalogue.NamesOf(ErratumId.QemuMdccint | ErratumId.KvmOsdlr));
    }

    [Fact]
    public void An_erratum_is_declared_for_the_targets_that_have_it()
    {
        Assert.Equal(
            [
                "kvm-init-unlocked: linux-5.17 oslock-v3 linux-5.18 linux-6.1 linux-6.14",
                "kvm-mdscr-high-lost: linux-5.17 oslock-v1 oslock-v2 oslock-v3 linux-5.18 linux-6.1",
                "kvm-transfer-registers-sometimes-undefined: linux-5.17 oslock-v1",
                "kvm-transfer-registers-undefined: oslock-v2 oslock-v3 linux-5.18 linux-6.1 linux-6.14",
                "kvm-pending-step-lost: linux-5.17 oslock-v1 oslock-v2 oslock-v3 linux-5.18",
            ],
            ((ErratumId[])[ErratumId.KvmInitUnlocked, ErratumId.KvmMdscrHighLost, ErratumId.KvmTransferRegistersSometimesUndefined,
                ErratumId.KvmTransferRegistersUndefined, ErratumId.KvmPendingStepLost])
                .Select(static id => ErratumCatalogue.All.Single(erratum => erratum.Id == id))
                .Select(static erratum => $"{erratum.Name}: {string.Join(' ', erratum.Targets)}"));
        Assert.Equal(
            ErratumId.KvmInitUnlocked | ErratumId.KvmInitClearsDebugRegisters,
            ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor("linux-6.14")) & (ErratumId.KvmInitUnlocked | ErratumId.KvmInitClearsDebugRegisters | ErratumId.KvmMdscrHighLost));
        Assert.Empty(ErratumCatalogue.DeclaredFor("LINUX-6.14"));
        Assert.Equal(ErratumId.None, ErratumCatalogue.SetOf([]));
    }
}
