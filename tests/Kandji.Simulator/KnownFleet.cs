namespace Kandji.Simulator;

/// <summary>The objects that every tenant has, whatever its size and seed: ids and names that tests may write down.</summary>
public static class KnownFleet
{
    /// <summary>A Mac that is online, with FileVault on, in <see cref="EngineeringId"/>, assigned to <see cref="AdaId"/>.</summary>
    public const string MacId = "a1000000-0000-4000-8000-000000000001";

    /// <summary>Serial number of <see cref="MacId"/>.</summary>
    public const string MacSerial = "C02KN0WN0MAC";

    /// <summary>Name of <see cref="MacId"/>, with a typographic quote.</summary>
    public const string MacName = "Ada’s MacBook Pro";

    /// <summary>Asset tag of <see cref="MacId"/>.</summary>
    public const string MacAssetTag = "NW-00001";

    /// <summary>A Mac with FileVault off, in <see cref="EngineeringId"/>, assigned to nobody.</summary>
    public const string MacWithoutFileVaultId = "a1000000-0000-4000-8000-000000000002";

    /// <summary>Serial number of <see cref="MacWithoutFileVaultId"/>.</summary>
    public const string MacWithoutFileVaultSerial = "C02KN0WN0FV0";

    /// <summary>An iPad in lost mode, with a mobile network.</summary>
    public const string LostPadId = "a1000000-0000-4000-8000-000000000003";

    /// <summary>Serial number of <see cref="LostPadId"/>.</summary>
    public const string LostPadSerial = "DMPKN0WN0PAD";

    /// <summary>An iPhone, assigned to <see cref="AdaId"/>, not in lost mode.</summary>
    public const string PhoneId = "a1000000-0000-4000-8000-000000000004";

    /// <summary>Serial number of <see cref="PhoneId"/>.</summary>
    public const string PhoneSerial = "F2LKN0WN0PHN";

    /// <summary>An Apple TV.</summary>
    public const string AppleTVId = "a1000000-0000-4000-8000-000000000005";

    /// <summary>Serial number of <see cref="AppleTVId"/>.</summary>
    public const string AppleTVSerial = "TVXKN0WN0ATV";

    /// <summary>A Windows PC.</summary>
    public const string WindowsId = "a1000000-0000-4000-8000-000000000006";

    /// <summary>Serial number of <see cref="WindowsId"/>.</summary>
    public const string WindowsSerial = "PF0KN0WN0WIN00";

    /// <summary>An Android phone.</summary>
    public const string AndroidId = "a1000000-0000-4000-8000-000000000007";

    /// <summary>Serial number of <see cref="AndroidId"/>.</summary>
    public const string AndroidSerial = "47KN0WN0ANDRD1";

    /// <summary>A Mac of <see cref="LeaverId"/>.</summary>
    public const string LeaverMacId = "a1000000-0000-4000-8000-000000000008";

    /// <summary>Serial number of <see cref="LeaverMacId"/>.</summary>
    public const string LeaverMacSerial = "C02LEAVER001";

    /// <summary>An iPhone of <see cref="LeaverId"/>.</summary>
    public const string LeaverPhoneId = "a1000000-0000-4000-8000-000000000009";

    /// <summary>Serial number of <see cref="LeaverPhoneId"/>.</summary>
    public const string LeaverPhoneSerial = "F2LLEAVER002";

    /// <summary>One of two Macs that are both called <see cref="TwinName"/>.</summary>
    public const string FirstTwinId = "a1000000-0000-4000-8000-00000000000a";

    /// <summary>Serial number of <see cref="FirstTwinId"/>.</summary>
    public const string FirstTwinSerial = "C02TWIN00001";

    /// <summary>The other Mac that is called <see cref="TwinName"/>. It has never checked in.</summary>
    public const string SecondTwinId = "a1000000-0000-4000-8000-00000000000b";

    /// <summary>Serial number of <see cref="SecondTwinId"/>.</summary>
    public const string SecondTwinSerial = "C02TWIN00002";

    /// <summary>The name that two Macs share.</summary>
    public const string TwinName = "Front Desk";

    /// <summary>A Mac with a serial number that is part of <see cref="MacSerial"/>'s way of writing: looking for it finds two.</summary>
    public const string LookalikeId = "a1000000-0000-4000-8000-00000000000c";

    /// <summary>Serial number of <see cref="LookalikeId"/>: it contains all of <see cref="MacSerial"/>.</summary>
    public const string LookalikeSerial = "XC02KN0WN0MAC";

    /// <summary>How many devices there are here.</summary>
    public const int DeviceCount = 12;

    /// <summary>The Wi-Fi profile that is in scope for every device, for erasing with return to service.</summary>
    public const string WifiProfileId = "e1000000-0000-4000-8000-000000000001";

    /// <summary>Name of <see cref="WifiProfileId"/>, a custom profile.</summary>
    public const string WifiProfileName = "Wi-Fi Northwind";

    /// <summary>A custom script that is in <see cref="EngineeringId"/> and other blueprints.</summary>
    public const string ScriptId = "e1000000-0000-4000-8000-000000000002";

    /// <summary>Name of <see cref="ScriptId"/>.</summary>
    public const string ScriptName = "Clean temp folders";

    /// <summary>A custom app that fails on every Mac.</summary>
    public const string CustomAppId = "e1000000-0000-4000-8000-000000000003";

    /// <summary>Name of <see cref="CustomAppId"/>.</summary>
    public const string CustomAppName = "VPN client";

    /// <summary>An in-house app.</summary>
    public const string InHouseAppId = "e1000000-0000-4000-8000-000000000004";

    /// <summary>Name of <see cref="InHouseAppId"/>.</summary>
    public const string InHouseAppName = "Northwind Rounds";

    /// <summary>One of two custom scripts called <see cref="TwiceScriptName"/>.</summary>
    public const string FirstTwiceScriptId = "e1000000-0000-4000-8000-000000000005";

    /// <summary>The other custom script called <see cref="TwiceScriptName"/>.</summary>
    public const string SecondTwiceScriptId = "e1000000-0000-4000-8000-000000000006";

    /// <summary>The name that two custom scripts share.</summary>
    public const string TwiceScriptName = "Set wallpaper";

    /// <summary>An app from a store, which the API knows by id only. It is in <see cref="EngineeringId"/>.</summary>
    public const string StoreAppId = "e1000000-0000-4000-8000-000000000007";

    /// <summary>Name of <see cref="StoreAppId"/>.</summary>
    public const string StoreAppName = "Keynote";

    /// <summary>A category of Self Service.</summary>
    public const string ToolsCategoryId = "e2000000-0000-4000-8000-000000000001";

    /// <summary>Name of <see cref="ToolsCategoryId"/>.</summary>
    public const string ToolsCategoryName = "Tools";

    /// <summary>The first node of <see cref="SharedPadsId"/>, a map with conditions.</summary>
    public const string FirstNodeId = "f1000000-0000-4000-8000-000000000001";

    /// <summary>The second node of <see cref="SharedPadsId"/>.</summary>
    public const string SecondNodeId = "f1000000-0000-4000-8000-000000000002";

    /// <summary>A blueprint with Macs. Its name occurs once, but inside another's, <see cref="EngineeringContractorsName"/>.</summary>
    public const string EngineeringId = "b1000000-0000-4000-8000-000000000001";

    /// <summary>Name of <see cref="EngineeringId"/>.</summary>
    public const string EngineeringName = "Engineering";

    /// <summary>A blueprint without devices, whose name begins with another's.</summary>
    public const string EngineeringContractorsId = "b1000000-0000-4000-8000-000000000002";

    /// <summary>Name of <see cref="EngineeringContractorsId"/>.</summary>
    public const string EngineeringContractorsName = "Engineering – Contractors";

    /// <summary>One of two blueprints called <see cref="TwiceName"/>.</summary>
    public const string FirstTwiceId = "b1000000-0000-4000-8000-000000000003";

    /// <summary>The other blueprint called <see cref="TwiceName"/>.</summary>
    public const string SecondTwiceId = "b1000000-0000-4000-8000-000000000004";

    /// <summary>The blueprint name that occurs twice.</summary>
    public const string TwiceName = "Kiosk";

    /// <summary>The blueprint of shared iPads and Apple TVs, which is a map.</summary>
    public const string SharedPadsId = "b1000000-0000-4000-8000-000000000005";

    /// <summary>Name of <see cref="SharedPadsId"/>.</summary>
    public const string SharedPadsName = "Shared iPads";

    /// <summary>The blueprint that most other devices are in. People sign in before they enroll into it.</summary>
    public const string SalesId = "b1000000-0000-4000-8000-000000000006";

    /// <summary>Name of <see cref="SalesId"/>.</summary>
    public const string SalesName = "Sales";

    /// <summary>A user with two devices.</summary>
    public const string AdaId = "c1000000-0000-4000-8000-000000000001";

    /// <summary>E-mail address of <see cref="AdaId"/>.</summary>
    public const string AdaEmail = "ada@example.com";

    /// <summary>Name of <see cref="AdaId"/>.</summary>
    public const string AdaName = "Ada Ångström";

    /// <summary>A user who is leaving, with two devices.</summary>
    public const string LeaverId = "c1000000-0000-4000-8000-000000000002";

    /// <summary>E-mail address of <see cref="LeaverId"/>.</summary>
    public const string LeaverEmail = "left@example.com";

    /// <summary>Name of <see cref="LeaverId"/>.</summary>
    public const string LeaverName = "Lef Tümmers";

    /// <summary>A user who is archived, with no devices.</summary>
    public const string ArchivedId = "c1000000-0000-4000-8000-000000000003";

    /// <summary>E-mail address of <see cref="ArchivedId"/>.</summary>
    public const string ArchivedEmail = "archived@example.com";

    /// <summary>A user who is not archived and has no devices.</summary>
    public const string IdleId = "c1000000-0000-4000-8000-000000000004";

    /// <summary>E-mail address of <see cref="IdleId"/>. It contains all of <see cref="AdaEmail"/>.</summary>
    public const string IdleEmail = "not.ada@example.com";

    /// <summary>A tag of a few Macs.</summary>
    public const string LoanerTagId = "d1000000-0000-4000-8000-000000000001";

    /// <summary>Name of <see cref="LoanerTagId"/>.</summary>
    public const string LoanerTagName = "loaner";

    /// <summary>A tag of <see cref="MacId"/>.</summary>
    public const string PilotTagId = "d1000000-0000-4000-8000-000000000002";

    /// <summary>Name of <see cref="PilotTagId"/>.</summary>
    public const string PilotTagName = "macOS pilot";

    /// <summary>A connection with Apple's Automated Device Enrollment whose token is good for months.</summary>
    public const string AdeIntegrationId = "f3000000-0000-4000-8000-000000000001";

    /// <summary>Name of <see cref="AdeIntegrationId"/>.</summary>
    public const string AdeIntegrationName = "Northwind Macs";

    /// <summary>A connection whose token expires in twelve days, and which leaves blueprints to blueprint routing.</summary>
    public const string ExpiringAdeIntegrationId = "f3000000-0000-4000-8000-000000000002";

    /// <summary>Name of <see cref="ExpiringAdeIntegrationId"/>.</summary>
    public const string ExpiringAdeIntegrationName = "Northwind iPads & iPhones";

    /// <summary>A Mac that Apple knows and that has not enrolled: its id in Automated Device Enrollment.</summary>
    public const string NewMacAdeId = "f4000000-0000-4000-8000-000000000001";

    /// <summary>Serial number of <see cref="NewMacAdeId"/>.</summary>
    public const string NewMacSerial = "C02NEWMAC001";

    /// <summary>A critical vulnerability that is known to be exploited. <see cref="MacId"/> has it.</summary>
    public const string CriticalCve = "CVE-2026-90001";

    /// <summary>A vulnerability that no device has any more.</summary>
    public const string RemediatedCve = "CVE-2026-90008";
}
