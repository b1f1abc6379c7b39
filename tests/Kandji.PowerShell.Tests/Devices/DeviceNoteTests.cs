using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class DeviceNoteTests : CommandTests
{
    [Theory]
    [InlineData("New-KandjiDeviceNote -Device F2LKN0WN0PHN")]
    [InlineData("ForEach-Object { $_ | Set-KandjiDeviceNote -Content $_.Content }")]
    public void Note_OfTheWebApp_ShowsItsTextAndKeepsItsFormattingWhenPipedBack(string copy)
    {
        const string html = "<p>Hinge <b>broken</b>.</p><p>Ordered a new one &amp; wait.</p>";
        string script = copy.Replace("F2LKN0WN0PHN", KnownFleet.PhoneSerial, StringComparison.Ordinal);
        DeviceNote note = Assert.Single(
            Shell.Run($"New-KandjiDeviceNote {KnownFleet.MacSerial} '{html}'").Succeeded().As<DeviceNote>());

        Assert.Equal("Hinge broken.\nOrdered a new one & wait.", note.Content);
        Assert.Equal(html, note.ContentHtml);

        DeviceNote copied = Assert.Single(
            Shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} -NoteId {note.NoteId} | {script}").Succeeded().As<DeviceNote>());

        Assert.Equal(html, copied.ContentHtml);
        DeviceNote changed = Assert.Single(Shell.Run(
            $"Get-KandjiDeviceNote {KnownFleet.MacSerial} -NoteId {note.NoteId} | Set-KandjiDeviceNote -Content 'Repaired.'").Succeeded()
            .As<DeviceNote>());
        Assert.Equal(("Repaired.", "Repaired."), (changed.Content, changed.ContentHtml));
    }

    [Fact]
    public void Get_ByNoteId_ReturnsThatNote()
    {
        string noteId = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Id;

        DeviceNote note =
            Assert.Single(Shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacId} -NoteId {noteId}").Succeeded().As<DeviceNote>());

        Assert.Equal((noteId, KnownFleet.MacSerial), (note.NoteId, note.SerialNumber));
        Shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacId} -NoteId 00000000-0000-4000-8000-000000000000").Failed("KandjiNotFound");
    }

    [Fact]
    public void New_OnSeveralDevices_WritesAndReturnsOneEach()
    {
        var notes = Shell.Run($"New-KandjiDeviceNote {KnownFleet.PhoneSerial}, {KnownFleet.WindowsSerial} 'Ünïcode & <b>'")
            .Succeeded().As<DeviceNote>();

        Assert.Equal([KnownFleet.PhoneSerial, KnownFleet.WindowsSerial], notes.Select(note => note.SerialNumber));
        Assert.Equal("Ünïcode & <b>", Shell.Tenant.State.Devices[KnownFleet.WindowsId].Record.Notes[^1].Content);
    }

    [Fact]
    public void New_FromRows_TakesTheTextOfEachRow()
    {
        var notes = Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; content = 'one' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; content = 'two' } | New-KandjiDeviceNote
            """).Succeeded().As<DeviceNote>();

        Assert.Equal(
            [(KnownFleet.PhoneSerial, "one"), (KnownFleet.MacSerial, "two")], notes.Select(note => (note.SerialNumber, note.Content)));
    }

    [Fact]
    public void Set_OfANoteFromThePipeline_ReplacesItsText()
    {
        DeviceNote note = Assert.Single(
            Shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Set-KandjiDeviceNote -Content 'Repaired.'").Succeeded()
                .As<DeviceNote>());

        Assert.Equal(("Repaired.", KnownFleet.MacName), (note.Content, note.DeviceName));
        Assert.Equal("Repaired.", Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Content);
    }

    [Fact]
    public void Remove_AsksNamingTheNoteAndTheDevice_AndKeepsItOnNo()
    {
        string noteId = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Id;
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Remove-KandjiDeviceNote").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains(noteId, question);
        Assert.Contains(KnownFleet.MacSerial, question);
        Assert.Single(Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes);
    }

    [Theory]
    [InlineData("New-KandjiDeviceNote {0} text -WhatIf")]
    [InlineData("Get-KandjiDeviceNote {0} | Set-KandjiDeviceNote -Content text -WhatIf")]
    [InlineData("Get-KandjiDeviceNote {0} | Remove-KandjiDeviceNote -Force -WhatIf")]
    public void Change_WithWhatIf_NamesTheDeviceAndSendsNothing(string command)
    {
        Shell.Run(string.Format(command, KnownFleet.MacSerial)).Succeeded();

        Assert.Contains(Shell.Host.Lines, line => line.Contains("What if") && line.Contains(KnownFleet.MacSerial));
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }
}
