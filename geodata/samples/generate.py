#!/usr/bin/env python3
"""Writes actors.csv, the fictional sample list of actors, projects.csv, their projects, and of each a .truth.csv, what is true of each row.

    python3 geodata/samples/generate.py [--reference FILE] [--output DIRECTORY]

Deterministic: the same reference gives the same bytes on every machine. Standard library only; nothing is shared with the geocoder
that the sample tests. See README.md beside this file."""

import argparse
import csv
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator import reference as geography  # noqa: E402
from generator import projects  # noqa: E402
from generator.prng import Random, Weighted  # noqa: E402
from generator.rows import COLUMNS, DATA_DATE, RowMaker, integer_root  # noqa: E402
from generator.spelling import of_place  # noqa: E402
from generator.traps import Traps  # noqa: E402
from generator.unplaced import Unplaced  # noqa: E402
from generator.vocabulary import Vocabulary  # noqa: E402

ROWS = 2_500
SEED = 2026_06_30
BRANCHES = 85
DUPLICATES = 36
# Traps of spelling and address leave the town readable to anyone; only with them may the organisation's name say where it is.
HARMLESS = {"upper_case", "lower_case", "no_accents", "no_hyphens", "saint_abbreviated", "curly_apostrophe", "stray_spaces", "line_break", "mail_box"}


class Generator:
    def __init__(self, reference, vocabulary):
        self.random = Random(SEED)
        self.reference = reference
        self.maker = RowMaker(self.random, reference, vocabulary)
        self.traps = Traps(self.random, reference, self.maker)
        self.unplaced = Unplaced(self.random, reference, self.maker)

    def rows(self):
        rows = list(self.unplaced.rows())
        for trap in self.traps.knowable():
            rows.extend(self.trapped(*trap))
        clean = ROWS - BRANCHES - DUPLICATES - len(rows)
        actors = [self.clean() for _ in range(clean)]
        rows.extend(actors)
        with_branches = ("association", "reseau", "fondation", "entreprise")
        rows.extend(self.branches([r for r in actors if r.kind in with_branches and r.commune.population > 10_000]))
        rows.extend(self.duplicates([r for r in actors if r["SIREN"]]))
        self.random.shuffle(rows)
        for number, row in enumerate(rows, 1):
            row["Identifiant"] = f"NA-{number:04d}"
        latest = next(r for r in rows if r["Date de début"] and not r["Date de fin"])
        latest["Mis à jour le"] = RowMaker.french(DATA_DATE)
        return rows

    def trapped(self, name, count, eligible, apply, bare):
        """`count` rows with one trap, in communes drawn as the kind of actor is spread among those where the trap makes sense."""
        suited = [c for c in self.reference.communes if c.postcodes and eligible(c)]
        pools = {}
        made = 0
        while made < count:
            row = self.maker.start()
            if row.kind not in pools:
                allowed = self.maker.draw_commune[row.kind]
                weights = dict(zip((c.code for c in allowed.items), (b - a for a, b in zip([0] + allowed.bounds, allowed.bounds))))
                pool = [(c, weights.get(c.code, 0)) for c in suited]
                if 3 * sum(weight for _, weight in pool) < sum(weights.values()):  # few places: spread the rows over them
                    pool = [(c, integer_root(weight)) for c, weight in pool]
                pools[row.kind] = Weighted(pool)
            if not pools[row.kind].items:
                continue
            commune = pools[row.kind].draw(self.random)
            self.maker.place(row, commune, bare)
            if not self.reference.unique_with_postcode(commune.name, row["CP"]) or apply(row, commune) is False:
                continue
            row.traps = [name] + (["upper_case"] if row["Ville"].isupper() and name not in ("upper_case", "cedex") else [])
            named = commune.name if name in HARMLESS else getattr(row, "named_place", "")
            if named != commune.name and named:
                row.kind = "association"
                self.maker.identify(row, "")
                row["Raison sociale"] = f"Les Amis {of_place(named)} {self.random.choice(('en voyage', 'au loin', 'solidaires'))} (fictif)"
                self.maker.write_to(row)
            else:
                self.maker.identify(row, named)
            made += 1
            yield row

    def clean(self, kind=None):
        while True:
            row = self.maker.start(kind)
            commune = self.maker.draw_commune[row.kind].draw_evenly()
            self.maker.place(row, commune)
            if self.reference.unique_with_postcode(commune.name, row["CP"]):
                self.maker.identify(row, commune.name)
                return row

    def branches(self, heads):
        """Branches of organisations whose head office is in the list or, for one in five, elsewhere: same SIREN, another commune."""
        heads = self.random.sample(heads, BRANCHES // 2)
        for number in range(BRANCHES):
            head = heads[number % len(heads)]
            row = self.clean("association")
            while row.commune.code == head.commune.code:
                row = self.clean("association")
            if number % 5 == 0:
                row["SIREN"] = self.maker.unused_siren()
                row["Raison sociale"] += " - antenne"
            else:
                row.kind, row["Type"], row["Thèmes"], row["ODD"] = head.kind, head["Type"], head["Thèmes"], head["ODD"]
                row["Raison sociale"] = f"{head['Raison sociale']} - antenne {of_place(row.commune.name)}"
                head["SIREN"] = head["SIREN"] or self.maker.unused_siren()
                head["Site"] = head["Site"] or "siège"
                row["SIREN"] = head["SIREN"]
            row["Site"] = self.random.choice(("antenne", "antenne", "antenne", "Antenne", "ANTENNE"))
            self.maker.write_to(row)
            row.traps = ["branch"]
            yield row

    def duplicates(self, originals):
        """The same actor entered twice: same SIREN, same commune, the name in another case, the address typed anew."""
        for original in self.random.sample(originals, DUPLICATES):
            row = self.maker.start(original.kind)
            self.maker.place(row, original.commune, bare=True)
            self.maker.identify(row, "")
            row["CP"] = original["CP"]
            if self.random.chance(40):
                row["Ville"] = row["Ville"].upper()
            for column in ("Type", "SIREN", "Site", "Thèmes", "ODD", "Pays", "Date de début", "Date de fin"):
                row[column] = original[column]
            name = original["Raison sociale"]
            row["Raison sociale"] = name.upper() if self.random.chance(60) else name.lower()
            row["Courriel"] = original["Courriel"]
            row.traps = ["duplicate"]
            yield row


def write(file, columns, rows):
    """As a CRM exports: semicolons, Windows-1252, CRLF."""
    with open(file, "w", encoding="cp1252", newline="") as opened:
        table = csv.writer(opened, delimiter=";", lineterminator="\r\n")
        table.writerow(columns)
        table.writerows([row[column] for column in columns] for row in rows)


def write_truth(file, columns, rows):
    with open(file, "w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def truth(row):
    placed = row.expected == "placed"
    return (row["Identifiant"], row.commune.code if placed else "", row.expected, row.commune.department if placed else row.department,
            "|".join(row.traps))


def project_counts(rows):
    """How often each way of naming the lead actor was used, as the Markdown table of README.md."""
    tally = {}
    for row in rows:
        tally[row.trap] = tally.get(row.trap, 0) + 1
    lines = [f"| `{trap}` | {number} |" for trap, number in sorted(tally.items(), key=lambda item: (-item[1], item[0]))]
    return "\n".join(["| lead actor | projects |", "|---|---:|"] + lines)


def counts(rows):
    """How often each trap was set, as the Markdown table of README.md."""
    tally = {}
    for row in rows:
        for trap in row.traps or ["(none)"]:
            found = tally.setdefault((row.expected, trap), 0)
            tally[row.expected, trap] = found + 1
    order = ("placed", "ambiguous", "department", "outside", "unmatched")
    lines = ["| expected | trap | rows |", "|---|---|---:|"]
    for expected in order:
        lines.append(f"| **{expected}** | | **{sum(row.expected == expected for row in rows)}** |")
        for (status, trap), number in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
            if status == expected:
                lines.append(f"| | `{trap}` | {number} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description="Writes the fictional sample list and its truth.")
    parser.add_argument("--reference", default=HERE.parent / "reference" / "nouvelle-aquitaine.gpkg", help="the reference GeoPackage")
    parser.add_argument("--output", type=Path, default=HERE, help="the folder to write to")
    options = parser.parse_args()
    reference = geography.load(options.reference)
    vocabulary = Vocabulary(HERE.parent / "codelists")
    rows = Generator(reference, vocabulary).rows()
    led = projects.ProjectMaker(rows, reference, vocabulary).rows()
    options.output.mkdir(parents=True, exist_ok=True)
    write(options.output / "actors.csv", COLUMNS, rows)
    write_truth(options.output / "actors.truth.csv", ("id", "code_insee", "expected", "code_departement", "traps"), map(truth, rows))
    write(options.output / "projects.csv", projects.COLUMNS, led)
    write_truth(options.output / "projects.truth.csv", ("id", "porteur", "code_insee", "traps"), map(projects.truth, led))
    print(counts(rows), project_counts(led), sep="\n\n")


if __name__ == "__main__":
    main()
