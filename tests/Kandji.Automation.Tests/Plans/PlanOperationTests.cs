using Kandji.Automation.Plans;
using Kandji.Client.Http;

namespace Kandji.Automation.Tests.Plans;

/// <summary>Holds the table of the operations that can be planned to the catalog of all operations.</summary>
public sealed class PlanOperationTests
{
    [Fact]
    public void Table_HasEveryOperationThatChangesSomethingOnce()
    {
        List<string> planned = PlanOperation.All.Select(entry => entry.ToString()).ToList();
        List<string> notPlanned = PlanOperation.NotPlannable.Keys.Select(operation => operation.ToString()).ToList();

        Assert.Equal(
            OperationCatalog.All.Where(operation => operation.MayChange).Select(operation => operation.ToString()).Order(),
            planned.Concat(notPlanned).Order());
    }

    [Fact]
    public void Entries_NameKeysOfTheirBody()
    {
        foreach (PlanOperation entry in PlanOperation.All)
        {
            IEnumerable<string> named = entry.Properties.Concat(entry.Secrets).Select(key => entry.Operation.Body.Contains(key)
                ? key
                : key.Split('.')[0]);
            Assert.Empty(named.Concat(entry.Texts).Concat(entry.Upload is null ? [] : [entry.Upload]).Except(entry.Operation.Body)
                .Select(key => $"{entry}: {key}"));
            Assert.Equal(entry.Operation.Body.Count == 0, entry.Body == PlanBody.None);
        }
    }

    [Fact]
    public void Entries_SayHowTheyAreUndoneOrWhyNot()
    {
        foreach (PlanOperation entry in PlanOperation.All)
        {
            Assert.Equal(entry.Undo == PlanUndoKind.None, entry.NoUndo is not null);
            Assert.Equal(entry.Undo is PlanUndoKind.Opposite or PlanUndoKind.RemoveMade, entry.UndoneBy is not null);
            if (entry.UndoneBy is { } back)
                Assert.NotNull(PlanOperation.Find(back));
            Assert.Equal(entry.Undo == PlanUndoKind.RemoveMade, entry.IsNew);
            Assert.Equal(entry.Undo == PlanUndoKind.Restore, entry.Properties.Count > 0);
        }
    }

    [Fact]
    public void Destructive_IsWhatErasesLocksOutOrDeletes() => Assert.Equal(
        [
            "DELETE /api/v1/blueprints/{blueprint_id}",
            "DELETE /api/v1/devices/{device_id}",
            "DELETE /api/v1/devices/{device_id}/notes/{note_id}",
            "DELETE /api/v1/library/custom-apps/{library_item_id}",
            "DELETE /api/v1/library/custom-profiles/{library_item_id}",
            "DELETE /api/v1/library/custom-scripts/{library_item_id}",
            "DELETE /api/v1/library/ipa-apps/{library_item_id}",
            "DELETE /api/v1/tags/{tag_id}",
            "DELETE /api/v1/users/{user_id}",
            "POST /api/v1/devices/{device_id}/action/clearpasscode",
            "POST /api/v1/devices/{device_id}/action/deleteuser",
            "POST /api/v1/devices/{device_id}/action/enablelostmode",
            "POST /api/v1/devices/{device_id}/action/erase",
            "POST /api/v1/devices/{device_id}/action/lock",
            "POST /api/v1/devices/{device_id}/action/resetworkprofilepasscode",
        ],
        PlanOperation.All.Where(entry => entry.IsDestructive).Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
}
