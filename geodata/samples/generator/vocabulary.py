"""Kinds, themes, SDGs and partner countries: what is drawn, and how an export writes it."""

import csv
from pathlib import Path

from .prng import Weighted

KINDS = (("association", 52), ("collectivite", 16), ("enseignement", 10), ("entreprise", 9), ("sante", 4), ("autre", 4), ("reseau", 3), ("fondation", 2))
THEMES = (
    ("education", 26), ("ECSI", 20), ("sante", 15), ("agriculture", 14), ("eau", 13), ("culture", 13), ("AICT", 8), ("economie", 11),
    ("jeunesse", 11), ("environnement", 9), ("climat", 7), ("droits", 7), ("genre", 6), ("migrations", 6), ("gouvernance", 5),
    ("urbanisme", 4), ("numerique", 4), ("sport", 4), ("tourisme", 3), ("urgence", 3),
)
SDGS_OF_THEME = {
    "education": (4, 8), "ECSI": (4, 16, 17), "sante": (3,), "agriculture": (2, 12, 15), "eau": (6, 3), "culture": (4, 11), "AICT": (17, 11),
    "economie": (8, 9, 1), "jeunesse": (4, 8, 10), "environnement": (15, 14, 13), "climat": (13, 7), "droits": (16, 10), "genre": (5,),
    "migrations": (10, 16), "gouvernance": (16, 17), "urbanisme": (11, 9), "numerique": (9, 4), "sport": (3, 10), "tourisme": (8, 12), "urgence": (1, 2, 16),
}
COUNTRIES = tuple(
    (item.split(":")[0], int(item.split(":")[1]))
    for item in (
        "SN:62 BF:44 MG:38 ML:36 TG:34 BJ:32 MA:34 CM:30 CI:20 GN:18 CD:18 NE:12 TN:16 DZ:10 HT:14 VN:12 KH:12 LA:9 IN:13 NP:11 "
        "PS:11 LB:9 ES:14 PT:6 RO:9 DE:8 GB:6 PL:5 UA:9 AM:5 GE:4 BR:8 PE:8 BO:6 CO:6 MX:5 EC:4 GT:3 NI:3 CU:3 CL:2 AR:2 TD:6 "
        "CF:5 CG:6 GA:5 MR:6 RW:6 BI:5 KE:5 ET:6 TZ:4 UG:3 MZ:2 KM:3 DJ:2 CV:3 GW:2 SL:2 GH:4 NG:2 EG:3 JO:2 SY:3 TR:2 IQ:2 "
        "MM:3 TH:3 PH:3 ID:2 CN:3 MN:2 LK:2 BD:2 AF:2 CZ:2 MD:2 CA:3 ZA:2 ZM:1 ZW:1 IT:3 FR:6 SS:1 TL:1 VU:1"
    ).split()
)
# Everyday words a partner country is typed with; each stands among the synonyms of the codelist.
COUNTRY_WORDS = {
    "CD": ("RDC", "Congo-Kinshasa"), "CG": ("Congo-Brazzaville",), "MM": ("Birmanie",), "PS": ("Palestine", "Territoires palestiniens"),
    "CI": ("Côte-d'Ivoire", "Cote d'Ivoire"), "CV": ("Cap Vert",), "VN": ("Vietnam", "Viet-Nam"), "LA": ("Laos",), "TR": ("Turquie",),
    "CZ": ("Tchéquie", "République tchèque"), "BF": ("Burkina",), "CF": ("Centrafrique", "RCA"), "GB": ("Grande-Bretagne",), "GN": ("Guinée-Conakry",),
    "BJ": ("BENIN",), "SN": ("SENEGAL", "Senegal"), "MG": ("Madagascar ",), "ML": ("MALI",), "ET": ("Ethiopie",), "BR": ("Bresil",),
}


def read_codelist(folder, name):
    """code -> (French label, synonyms) of a list of geodata/codelists."""
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        return {row[0]: (row[1], [s for s in row[3].split("|") if s]) for row in list(csv.reader(file))[1:]}


class Vocabulary:
    def __init__(self, folder):
        self.kinds = read_codelist(folder, "kinds.csv")
        self.themes = read_codelist(folder, "themes.csv")
        self.countries = read_codelist(folder, "countries.csv")
        self.draw_kind, self.draw_theme, self.draw_country = Weighted(KINDS), Weighted(THEMES), Weighted(COUNTRIES)

    def written_kind(self, random, kind):
        label, synonyms = self.kinds[kind]
        form = random.below(100)
        if form < 45:
            return label
        if form < 84:
            return kind
        if form < 88:
            return label.upper()
        return random.choice([s for s in synonyms if len(s) > 2])

    def themes_of(self, random, kind):
        codes = []
        if kind == "collectivite" and random.chance(55):
            codes.append("AICT")
        if kind == "sante" and random.chance(80):
            codes.append("sante")
        wanted = random.choice((1, 1, 2, 2, 3, 4))
        while len(codes) < wanted:
            code = self.draw_theme.draw(random)
            if code not in codes:
                codes.append(code)
        return codes

    def written_themes(self, random, codes):
        words = []
        for code in codes:
            label, synonyms = self.themes[code]
            form = random.below(100)
            words.append(label if form < 62 else code if form < 84 else random.choice(synonyms))
        return self.joined(random, words)

    def written_sdgs(self, random, themes):
        numbers = sorted({random.choice(SDGS_OF_THEME[code]) for code in themes} | ({random.between(1, 17)} if random.chance(25) else set()))
        form = random.below(10)
        prefix = {7: "ODD ", 8: "ODD ", 9: "ODD"}.get(form, "")
        return self.joined(random, [f"{prefix}{number}" for number in numbers])

    def written_countries(self, random, kind):
        codes = []
        for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3, 4))):
            code = self.draw_country.draw(random)
            if code not in codes:
                codes.append(code)
        words = []
        for code in codes:
            label = self.countries[code][0]
            form = random.below(100)
            if form < 12:
                words.append(code)
            elif code in COUNTRY_WORDS and form < 45:
                words.append(random.choice(COUNTRY_WORDS[code]))
            else:
                words.append(label)
        return self.joined(random, words)

    @staticmethod
    def joined(random, words):
        """`|` mostly, `, ` otherwise; no single value holds either."""
        return (", " if random.chance(28) else "|").join(words)
