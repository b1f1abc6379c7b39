using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class DeviceNoteTests
{
    [Theory]
    [InlineData("New-KandjiDeviceNote -Device F2LKN0WN0PHN")]
    [InlineData("ForEach-Object { $_ | Set-KandjiDeviceNote -Content $_.Content }")]
    public async Task Note_OfTheWebApp_ShowsItsTextAndKeepsItsFormattingWhenPipedBack(string copy)
    {
        const string html = "<p>Hinge <b>broken</b>.</p><p>Ordered a new one &amp; wait.</p>";
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string script = copy.Replace("F2LKN0WN0PHN", KnownFleet.PhoneSerial, StringComparison.Ordinal);
        DeviceNote note = Assert.Single(
            shell.Run($"New-KandjiDeviceNote {KnownFleet.MacSerial} '{html}'").Succeeded().As<DeviceNote>());

        Assert.Equal("Hinge broken.\nOrdered a new one & wait.", note.Content);
        Assert.Equal(html, note.ContentHtml);

        DeviceNote copied = Assert.Single(
            shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} -NoteId {note.NoteId} | {script}").Succeeded().As<DeviceNote>());

        Assert.Equal(html, copied.ContentHtml);
        DeviceNote changed = Assert.Single(shell.Run(
            $"Get-KandjiDeviceNote {KnownFleet.MacSerial} -NoteId {note.NoteId} | Set-KandjiDeviceNote -Content 'Repaired.'").Succeeded()
            .As<DeviceNote>());
        Assert.Equal(("Repaired.", "Repaired."), (changed.Content, changed.ContentHtml));
    }

    [Fact]
    public async Task Get_ByNoteId_ReturnsThatNote()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string noteId = shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Id;

        DeviceNote note =
            Assert.Single(shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacId} -NoteId {noteId}").Succeeded().As<DeviceNote>());

        Assert.Equal((noteId, KnownFleet.MacSerial), (note.NoteId, note.SerialNumber));
        Assert.StartsWith("KandjiNotFound,",
            shell.Run(
                $"Get-KandjiDeviceNote {KnownFleet.MacId} -NoteId 00000000-0000-4000-8000-000000000000").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task New_OnSeveralDevices_WritesAndReturnsOneEach()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var notes = shell.Run($"New-KandjiDeviceNote {KnownFleet.PhoneSerial}, {KnownFleet.WindowsSerial} 'Ünïcode & <b>'")
            .Succeeded().As<DeviceNote>();

        Assert.Equal([KnownFleet.PhoneSerial, KnownFleet.WindowsSerial], notes.Select(note => note.SerialNumber));
        Assert.Equal("Ünïcode & <b>", shell.Tenant.State.Devices[KnownFleet.WindowsId].Record.Notes[^1].Content);
    }

    [Fact]
    public async Task New_FromRows_TakesTheTextOfEachRow()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var notes = shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; content = 'one' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; content = 'two' } | New-KandjiDeviceNote
            """).Succeeded().As<DeviceNote>();

        Assert.Equal(
            [(KnownFleet.PhoneSerial, "one"), (KnownFleet.MacSerial, "two")], notes.Select(note => (note.SerialNumber, note.Content)));
    }

    [Fact]
    public async Task Set_OfANoteFromThePipeline_ReplacesItsText()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        DeviceNote note = Assert.Single(
            shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Set-KandjiDeviceNote -Content 'Repaired.'").Succeeded()
                .As<DeviceNote>());

        Assert.Equal(("Repaired.", KnownFleet.MacName), (note.Content, note.DeviceName));
        Assert.Equal("Repaired.", shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Content);
    }

    [Fact]
    public async Task Remove_AsksNamingTheNoteAndTheDevice_AndKeepsItOnNo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string noteId = shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes.Single().Id;
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Remove-KandjiDeviceNote").Succeeded();

        string question = Assert.Single(shell.Host.Questions);
        Assert.Contains(noteId, question);
        Assert.Contains(KnownFleet.MacSerial, question);
        Assert.Single(shell.Tenant.State.Devices[KnownFleet.MacId].Record.Notes);
    }

    [Theory]
    [InlineData("New-KandjiDeviceNote {0} text -WhatIf")]
    [InlineData("Get-KandjiDeviceNote {0} | Set-KandjiDeviceNote -Content text -WhatIf")]
    [InlineData("Get-KandjiDeviceNote {0} | Remove-KandjiDeviceNote -Force -WhatIf")]
    public async Task Change_WithWhatIf_NamesTheDeviceAndSendsNothing(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(string.Format(command, KnownFleet.MacSerial)).Succeeded();

        Assert.Contains(shell.Host.Lines, line => line.Contains("What if") && line.Contains(KnownFleet.MacSerial));
        Assert.All(shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }
}
