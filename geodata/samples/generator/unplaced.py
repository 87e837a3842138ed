"""Rows whose commune nobody could know from the row: homonyms, places elsewhere, department only, nothing at all."""

from . import identities, spelling
from .spelling import bare_key, distance, key

CITIES_ELSEWHERE = (
    "31555 44109 37261 35238 34172 85191 49007 36044 63113 32013 46042 41018 18033 67482 06088 59350"  # Toulouse, Nantes, Tours…
).split()
ARRONDISSEMENTS = (("75011", "Paris", "75"), ("75019", "PARIS 19", "75"), ("69003", "Lyon", "69"), ("13002", "MARSEILLE", "13"))
ABROAD = (
    ("", "Dakar (Sénégal)", ""), ("", "Ouagadougou", "Burkina Faso"), ("1000", "Bruxelles", "Belgique"), ("", "Genève (Suisse)", ""),
    ("BP 2310", "Lomé", "TOGO"), ("", "Bamako", "Mali"), ("", "Antananarivo - Madagascar", ""), ("H2X 1Y4", "Montréal", "Canada"),
)
ABROAD_FRENCH_LOOKING = (("48001", "Bilbao (Espagne)", ""), ("20001", "Donostia / San Sebastián", "Espagne"))
NOTHING = (
    ("", ""), ("", ""), ("", ""), ("", ""), ("", "?"), ("", "?"), ("", "à compléter"), ("", "à compléter"), ("", "A COMPLETER"), ("", "N/C"),
    ("", "inconnue"), ("", "xxx"), ("", "-"), ("", "voir courriel"), ("", "NSP"), ("00000", ""), ("", "itinérant"), ("", "adresse à venir"),
)
BORDER_DEPARTMENTS = ("85", "49", "37", "36", "18", "03", "63", "15", "46", "82", "32", "65")


class Unplaced:
    def __init__(self, random, reference, maker):
        self.random, self.reference, self.maker = random, reference, maker

    def rows(self):
        yield from self.homonyms(18)
        yield from self.typos_between_two_towns(6)
        yield from self.postcodes_of_many(8)
        yield from self.departments_only(15)
        yield from self.elsewhere()
        yield from self.abroad()
        for postcode, city in NOTHING:
            yield self.row("unmatched", "", "unplaceable", postcode, city)

    def row(self, expected, department, trap, postcode="", city="", complement="", written_department=""):
        row = self.maker.start()
        row.expected, row.department = expected, department
        row.traps = [trap] + (["upper_case"] if expected != "unmatched" and city.isupper() else [])
        row["CP"], row["Ville"], row["Complément"], row["Département"] = postcode, city, complement, written_department
        self.maker.identify(row, "")
        return row

    def homonyms(self, count):
        """A name that two current communes of the region bear, alone."""
        shared = sorted(name for name, same in self.reference.current_names.items() if len(same) > 1)
        for name in self.random.sample(shared, count):
            same = self.reference.current_names[name]
            departments = {c.department for c in same}
            text = same[0].name if self.random.chance(60) else spelling.without_accents(same[0].name).upper()
            yield self.row("ambiguous", departments.pop() if len(departments) == 1 else "", "homonym_alone", city=text)

    def typos_between_two_towns(self, count):
        """A misspelling one slip away from two communes of one department, which is given."""
        r = self.reference
        found = []
        for department in sorted(r.departments):
            communes = [c for c in r.communes if c.department == department and len(bare_key(c.name)) >= 6]
            for i, a in enumerate(communes):
                for b in communes[i + 1:]:
                    if len(a.name) == len(b.name) and a.name != b.name:
                        differing = [k for k in range(len(a.name)) if a.name[k] != b.name[k]]
                        if len(differing) == 1 and differing[0] > 0 and a.name[differing[0]].isalpha() and b.name[differing[0]].isalpha():
                            text = a.name[: differing[0]] + a.name[differing[0] + 1:]
                            slips = [distance(bare_key(text), bare_key(c.name), 1) == 1 for c in (a, b)]
                            if all(slips) and key(a.name) != key(b.name) and bare_key(text) not in r.france_keys and len(bare_key(text)) >= 5:
                                found.append((department, text))
        for department, text in self.random.sample(found, count):
            yield self.row("ambiguous", department, "typo_between_two_towns", city=text, written_department=r.departments[department])

    def postcodes_of_many(self, count):
        """A postcode that serves several communes of one department, without a town."""
        many = [
            (postcode, {d for _, d in served})
            for postcode, served in sorted(self.reference.postcode_communes.items())
            if len(served) > 3 and {d for _, d in served} <= set(self.reference.departments)
        ]
        certain = [(postcode, departments.pop()) for postcode, departments in many if len(departments) == 1]
        for postcode, department in self.random.sample(certain, count):
            yield self.row("ambiguous", department, "postcode_of_many", postcode)

    def departments_only(self, count):
        """The department in its column, or in the town's where no commune of France bears its name."""
        codes = sorted(self.reference.departments)
        for i in range(count):
            code = codes[(i * 5 + 2) % len(codes)]
            name = self.reference.departments[code]
            nameless = bare_key(name) not in self.reference.france_keys
            if nameless and i % 3 == 0:
                yield self.row("department", code, "department_only", city=name)
            else:
                partial = code if i % 4 == 1 else ""
                yield self.row("department", code, "department_only", partial, written_department=self.maker.written_department(code))

    def elsewhere(self):
        r = self.reference
        by_code = {row[0]: row for row in r.france if row[2] == "COM"}
        for i, code in enumerate(CITIES_ELSEWHERE):
            _, name, _, department, postcodes = by_code[code]
            alone = len(r.elsewhere[bare_key(name)]) == 1 and bare_key(name) not in r.bare_targets
            if i % 4 == 3 and alone:
                yield self.row("outside", department, "outside_name_alone", city=name if i % 8 == 3 else name.upper())
            elif i % 8 == 1:
                row = self.row("outside", department, "outside_code", "", name)
                row["Code INSEE"] = code
                yield row
            else:
                yield self.row("outside", department, "outside", self.random.choice(postcodes), name if i % 2 else name.upper())
        for postcode, city, department in ARRONDISSEMENTS:
            yield self.row("outside", department, "outside", postcode, city)
        near = [row for row in r.france if row[2] == "COM" and row[3] in BORDER_DEPARTMENTS and row[4]
                and len(r.elsewhere[bare_key(row[1])]) == 1 and bare_key(row[1]) not in r.bare_targets]
        for _, name, _, department, postcodes in self.random.sample(near, 6):
            if all(d == department for _, d in r.postcode_communes[postcodes[0]]):
                yield self.row("outside", department, "outside_near", postcodes[0], name)
        both = []
        for name in sorted(r.current_names):
            for row in r.elsewhere.get(bare_key(name), ()):
                far = row[4] and all(d == row[3] for _, d in r.postcode_communes[row[4][0]])
                if row[2] == "COM" and far and key(row[1]) == name:
                    both.append(row)
        for _, name, _, department, postcodes in self.random.sample(both, 7):
            yield self.row("outside", department, "outside_homonym", postcodes[0], name)

    def abroad(self):
        for postcode, city, country in ABROAD:
            yield self.row("outside", "", "abroad", postcode, city, country)
        for postcode, city, country in ABROAD_FRENCH_LOOKING:
            yield self.row("outside", "", "abroad_french_postcode", postcode, city, country)
