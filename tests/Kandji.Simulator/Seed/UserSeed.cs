using System.Globalization;
using System.Text;

namespace Kandji.Simulator.Seed;

internal static class UserSeed
{
    private static readonly string[] First =
    [
        "Amara", "Björn", "Chloé", "Dmitri", "Elif", "Fiona", "Gábor", "Hana", "Ines", "João", "Katarzyna", "Liam",
        "Mónica", "Nils", "Oona", "Priya", "Quentin", "Rania", "Siobhán", "Tomáš", "Uma", "Víctor", "Wanjiru",
        "Xavier", "Yusuf", "Zoë", "健太", "Ольга",
    ];

    private static readonly string[] Last =
    [
        "Abernathy", "Bauer", "Castillo", "D’Angelo", "Eriksson", "Farouk", "García", "Haugen", "Ibrahim", "Jørgensen",
        "Kowalczyk", "Lindqvist", "Müller", "Nakamura", "O'Sullivan", "Petrović", "Quist", "Rousseau", "Şahin",
        "Thorvald", "Ueda", "Vasquez", "Wójcik", "Xu", "Yamamoto", "Zimmermann",
    ];

    private static readonly string?[] Departments = ["Engineering", "Sales", "Finance", "People & Culture", "Design", null];

    private static readonly string?[] Titles = ["Engineer", "Account executive", "Analyst", "Team lead", "Designer", null];

    public static void Fill(TenantState state, SimulatorOptions options)
    {
        var now = state.Clock.GetUtcNow();
        var number = 0;
        Add(
            new SimulatedUser(KnownFleet.AdaId, KnownFleet.AdaName, KnownFleet.AdaEmail) { Department = "Engineering",
                JobTitle = "Principal engineer" });
        Add(new SimulatedUser(KnownFleet.LeaverId, KnownFleet.LeaverName, KnownFleet.LeaverEmail) { Department = "Sales" });
        Add(new SimulatedUser(KnownFleet.ArchivedId, "Archie Vogel", KnownFleet.ArchivedEmail) { Archived = true, Active = false });
        Add(new SimulatedUser(KnownFleet.IdleId, "Not Ada", KnownFleet.IdleEmail));

        var seededRandom = new SeededRandom(options.Seed);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var count = Math.Clamp(options.DeviceCount * 3 / 5, 8, 60_000);
        for (var i = 0; i < count; i++)
        {
            var (first, last) = (seededRandom.Pick(First), seededRandom.Pick(Last));
            var mailbox = Ascii(first) + "." + Ascii(last);
            if (!taken.Add(mailbox))
                taken.Add(mailbox += i.ToString(CultureInfo.InvariantCulture));
            var archived = seededRandom.Chance(0.03);
            Add(new SimulatedUser(seededRandom.Id(), first + " " + last, mailbox + "@example.com")
            {
                Archived = archived,
                Active = !archived,
                Department = seededRandom.Pick(Departments),
                JobTitle = seededRandom.Pick(Titles),
                Integration = seededRandom.Chance(0.1) ? SimulatedIntegration.Other : SimulatedIntegration.Default,
            });
        }

        void Add(SimulatedUser user)
        {
            number++;
            user.DeprecatedId = 4100 + number;
            user.CreatedAt = now - TimeSpan.FromDays(30 + (number % 900)) - TimeSpan.FromMilliseconds(17 * number);
            user.UpdatedAt = user.CreatedAt + TimeSpan.FromDays(number % 20);
            state.Users.Add(user);
        }
    }

    private static string Ascii(string name)
    {
        var ascii = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetter(c))
                ascii.Append(c);
            else if (c is 'ø')
                ascii.Append('o');
            else if (c is 'ł')
                ascii.Append('l');
        }

        return ascii.Length > 0 ? ascii.ToString() : "u" + name.Length.ToString(CultureInfo.InvariantCulture);
    }
}
