"""One row of the export: its columns, and a clean row for a known commune."""

from . import identities
from .prng import Random, Weighted

COLUMNS = (
    "Identifiant", "Raison sociale", "Type", "SIREN", "Site", "Adresse", "Complément", "CP", "Ville", "Département", "Code INSEE",
    "Longitude", "Latitude", "Thèmes", "ODD", "Pays", "Date de début", "Date de fin", "Publication", "Adresse publique", "Courriel",
    "Téléphone", "Contact", "Notes", "Mis à jour le", "Données",
)
DATA_DATE = (2026, 6, 30)


class Row:
    """A row being made: the cells as text, and beside them what is true."""

    def __init__(self, kind):
        self.kind = kind
        self.cells = dict.fromkeys(COLUMNS, "")
        self.commune = None  # the commune the row is in, when it can be known
        self.expected = "placed"
        self.department = ""  # when the commune cannot be known
        self.traps = []

    def __getitem__(self, column):
        return self.cells[column]

    def __setitem__(self, column, value):
        self.cells[column] = value


def integer_root(n):
    root = int(n**0.5)
    while root * root > n:
        root -= 1
    while (root + 1) * (root + 1) <= n:
        root += 1
    return root


class RowMaker:
    def __init__(self, random, reference, vocabulary):
        self.random, self.reference, self.vocabulary = random, reference, vocabulary
        self.names, self.sirens, self.made, self.points = set(), set(), 0, 0
        communes = [c for c in reference.communes if c.postcodes]
        population = [(c, c.population) for c in communes]
        towns = Weighted([(c, p) for c, p in population if p >= 5_000])
        self.draw_commune = dict.fromkeys((kind for kind in vocabulary.kinds), Weighted(population))
        self.draw_commune["collectivite"] = Weighted([(c, integer_root(p)) for c, p in population])
        self.draw_commune["enseignement"] = Weighted([(c, p) for c, p in population if p >= 2_500])
        self.draw_commune |= dict.fromkeys(("sante", "fondation", "reseau"), towns)

    # Who

    def start(self, kind=None):
        return Row(kind or self.vocabulary.draw_kind.draw(self.random))

    def identify(self, row, place):
        """Name, kind, SIREN, themes, dates and private fields. `place` is empty when the name must not say where the actor is."""
        random, vocabulary = self.random, self.vocabulary
        self.made += 1
        row["Raison sociale"] = self.unused_name(row.kind, place, row.commune)
        row["Type"] = vocabulary.written_kind(random, row.kind)
        if random.chance(48):
            row["SIREN"] = self.unused_siren()
        row["Site"] = random.choice(("siège",) * 7 + ("Siège", "siege", ""))
        themes = vocabulary.themes_of(random, row.kind)
        row["Thèmes"] = vocabulary.written_themes(random, themes) if random.chance(96) else ""
        row["ODD"] = vocabulary.written_sdgs(random, themes) if random.chance(88) else ""
        row["Pays"] = vocabulary.written_countries(random, row.kind) if random.chance(88) else ""
        self.date(row)
        row["Publication"] = "oui" if random.chance(64) else "non"
        row["Adresse publique"] = "oui" if row["Publication"] == "oui" and row["Adresse"] and random.chance(24) else "non"
        self.write_to(row)
        if random.chance(58):
            row["Téléphone"] = identities.phone(random)
        if random.chance(65):
            row["Contact"] = identities.person(random)
        if random.chance(22):
            row["Notes"] = random.choice(identities.NOTES)
        row["Données"] = "fictif"

    def write_to(self, row):
        """An e-mail address made from the actor's name, for most."""
        row["Courriel"] = identities.email(self.random, row["Raison sociale"], self.made) if self.random.chance(72) else ""

    def unused_name(self, kind, place, commune):
        for attempt in range(1_000):
            if kind == "enseignement" and commune and commune.population >= 40_000 and self.random.chance(45) and place:
                name = identities.university(self.random, place)
            else:
                name = identities.organisation(self.random, kind, place if self.random.chance(45) or kind == "collectivite" else "")
            if attempt > 40:
                name += f" {attempt // 10}"
            if name not in self.names:
                self.names.add(name)
                return name
        raise ValueError("names are used up")

    def unused_siren(self):
        while True:
            number = identities.siren(self.random)
            if number not in self.sirens:
                self.sirens.add(number)
                return number if self.random.chance(85) else f"{number[:3]} {number[3:6]} {number[6:]}"

    # When

    def date(self, row):
        random = self.random
        begin = self.day(max(random.between(1985, 2026), random.between(1985, 2026)))
        end = None
        if random.chance(13):
            end = (min(2026, begin[0] + random.between(1, 14)), random.between(1, 12), random.between(1, 28))
            end = end if end > begin else (2026, 12, 31)
        updated = self.day(random.between(2019, 2026))
        updated = min(max([updated, begin] + ([end] if end and end <= DATA_DATE else [])), DATA_DATE)
        form = self.iso if random.chance(14) else self.french
        row["Date de début"] = form(begin) if random.chance(96) else ""
        row["Date de fin"] = form(end) if end else ""
        row["Mis à jour le"] = form(updated)

    def day(self, year):
        """A day of the year, before the data's own date."""
        return year, self.random.between(1, 6 if year == DATA_DATE[0] else 12), self.random.between(1, 28)

    @staticmethod
    def iso(date):
        return "%04d-%02d-%02d" % date

    @staticmethod
    def french(date):
        return "%02d/%02d/%04d" % (date[2], date[1], date[0])

    # Where

    def place(self, row, commune, bare=False):
        """Clean evidence of a commune: postcode and town always; department, code and coordinates now and then.

        `bare` leaves the last three out, for rows whose trap they would defuse."""
        random = self.random
        row.commune = commune
        row["CP"] = random.choice(commune.postcodes)
        row["Ville"] = commune.name
        if random.chance(90):
            row["Adresse"] = identities.street(random, commune.population < 2_000)
        if random.chance(6):
            row["Complément"] = random.choice(identities.BUSINESS_STREETS)
        if bare:
            return
        if random.chance(42):
            row["Département"] = self.written_department(commune.department)
        if random.chance(35):
            row["Code INSEE"] = commune.code
        if random.chance(16):
            row["Longitude"], row["Latitude"] = self.inner_point(commune)

    def inner_point(self, commune):
        """Longitude and latitude as text. Each point has a random sequence of its own: another outline moves points, and no other cell."""
        self.points += 1
        lon, lat = self.reference.inner_point(commune, Random(self.points * 0x1_0000_0001))
        return f"{lon:.6f}", f"{lat:.6f}"

    def written_department(self, code):
        name = self.reference.departments[code]
        return self.random.choice((name, name, name, code, code, name.upper(), f"{code} - {name}", f"{name} ({code})"))
