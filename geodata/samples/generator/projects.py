"""The fictional list of projects of the sample's actors, and what is true of each."""

from . import identities
from .prng import Random, Weighted
from .rows import DATA_DATE, RowMaker
from .spelling import without_accents

COLUMNS = (
    "Identifiant", "Intitulé", "Porteur", "SIREN porteur", "Nom du porteur", "CP", "Ville", "Pays partenaires", "Thèmes", "ODD",
    "Date de début", "Date de fin", "Budget", "Publication", "Mis à jour le", "Données",
)
PROJECTS = 800
SEED = 2026_07_01
# How the lead actor is named, and how often in a hundred.
LEADS = Weighted((("id", 78), ("siren", 6), ("name", 7), ("name_case", 3), ("unknown_placed", 4), ("unknown", 1), ("none", 1)))

HEADS = {
    "education": ("Une école au bord du fleuve", "Cartables partagés", "Des livres pour le collège"),
    "ECSI": ("Regards croisés", "Le monde dans la cour", "Semaine des solidarités"),
    "sante": ("Soins de proximité", "Maternités sûres", "Des lunettes pour tous"),
    "agriculture": ("Jardins nourriciers", "Semences paysannes", "Maraîchage de saison sèche"),
    "eau": ("De l'eau au village", "Forages et comités d'usagers", "Latrines scolaires"),
    "culture": ("Scènes voyageuses", "Contes des deux rives", "Ateliers de lutherie"),
    "AICT": ("Coopération décentralisée", "Jumelage des services techniques", "Appui à l'état civil"),
    "economie": ("Fabriques de quartier", "Épargne villageoise", "Marchés couverts"),
    "jeunesse": ("Chantier de jeunes", "Échanges de volontaires", "Radio des lycéens"),
    "environnement": ("Mangroves replantées", "Pépinières communales", "Plages propres"),
    "climat": ("Foyers améliorés", "Soleil au dispensaire", "Toits frais"),
    "droits": ("Clinique du droit", "Paroles de défenseures", "Cahiers de la paix"),
    "genre": ("Coopérative des tisseuses", "Femmes et foncier", "Égales au stade"),
    "migrations": ("Bienvenue ici", "Cuisines d'exil", "Langues en partage"),
    "gouvernance": ("Budget participatif", "Archives communales", "Formation d'élus"),
    "urbanisme": ("Quartier à vivre", "Terre crue", "Places publiques"),
    "numerique": ("Salle informatique", "Cartes libres", "Web des associations"),
    "sport": ("Tournoi des deux rives", "Ballons sans frontières", "Un terrain pour l'école"),
    "tourisme": ("Gîtes solidaires", "Sentiers du delta", "Table d'hôtes de la lagune"),
    "urgence": ("Toits après la tempête", "Eau d'urgence", "Reconstruire l'école"),
}


class Project:
    def __init__(self):
        self.cells = dict.fromkeys(COLUMNS, "")
        self.lead = None  # the row of the actor that leads it, when it can be known
        self.trap = ""

    def __getitem__(self, column):
        return self.cells[column]

    def __setitem__(self, column, value):
        self.cells[column] = value


class ProjectMaker:
    def __init__(self, actors, reference, vocabulary):
        self.random = Random(SEED)
        self.vocabulary, self.reference = vocabulary, reference
        self.maker = RowMaker(self.random, reference, vocabulary)  # for dates and places
        # A few actors lead many projects, most lead few: one in seven draws is from a circle of sixty.
        self.actors = actors
        self.circle = self.random.sample(actors, 60)
        names, sirens = {}, {}
        for actor in actors:
            names.setdefault(identities.key(actor["Raison sociale"]), []).append(actor)
            number = actor["SIREN"].replace(" ", "")
            if number:
                sirens.setdefault(number, []).append(actor)
        self.sole_names = {name for name, found in names.items() if len(found) == 1}
        self.sole_sirens = {number for number, found in sirens.items() if len(found) == 1}

    def rows(self):
        rows = [self.row() for _ in range(PROJECTS)]
        for number, row in enumerate(rows, 1):
            row["Identifiant"] = f"PR-{number:04d}"
        next(row for row in rows if not row["Date de fin"])["Mis à jour le"] = RowMaker.french(DATA_DATE)
        return rows

    def row(self):
        row = Project()
        self.name_lead(row)
        kind = row.lead.kind if row.lead else "association"
        themes = self.vocabulary.themes_of(self.random, kind)[:2]
        row["Thèmes"] = self.vocabulary.written_themes(self.random, themes) if self.random.chance(95) else ""
        row["ODD"] = self.vocabulary.written_sdgs(self.random, themes) if self.random.chance(85) else ""
        row["Pays partenaires"] = self.vocabulary.written_countries(self.random, kind) if self.random.chance(94) else ""
        self.title(row, themes[0])
        self.dates(row)
        self.budget(row)
        row["Publication"] = "oui" if self.random.chance(70) else "non"
        row["Données"] = "fictif"
        return row

    # Who

    def name_lead(self, row):
        random = self.random
        row.trap = LEADS.draw(random)
        if row.trap.startswith("unknown"):
            row["Nom du porteur"] = f"{random.choice(identities.HEADS)} {random.choice(identities.SITES)} (fictif, hors liste)"
            if row.trap == "unknown_placed":
                commune = self.maker.draw_commune["association"].draw(random)
                while not commune.postcodes or not self.reference.unique_with_postcode(commune.name, commune.postcodes[0]):
                    commune = self.maker.draw_commune["association"].draw(random)
                row["CP"], row["Ville"], row.commune = commune.postcodes[0], commune.name, commune
            return
        if row.trap == "none":
            return
        while True:
            actor = random.choice(self.circle if random.chance(14) else self.actors)
            number, name = actor["SIREN"].replace(" ", ""), actor["Raison sociale"]
            if row.trap == "siren" and number not in self.sole_sirens:
                continue
            if row.trap.startswith("name") and identities.key(name) not in self.sole_names:
                continue
            break
        row.lead = actor
        if row.trap == "id":
            row["Porteur"] = actor["Identifiant"]
            if random.chance(40):
                row["Nom du porteur"] = name
        elif row.trap == "siren":
            spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
            row[random.choice(("Porteur", "SIREN porteur"))] = random.choice((number, spaced))
        elif row.trap == "name":
            row[random.choice(("Porteur", "Nom du porteur"))] = name
        else:
            row["Nom du porteur"] = random.choice((name.upper(), name.lower(), without_accents(name), f" {name} "))

    # What

    def title(self, row, theme):
        random = self.random
        text = random.choice(HEADS[theme])
        form = random.below(10)
        if form < 3:
            text += f", phase {random.between(2, 4)}"
        elif form < 5:
            text += f" {random.between(2009, 2026)}"
        elif form == 5:
            text = f"« {text} » : {random.choice(identities.TAILS)}"
        elif form == 6:
            text += f" {random.choice(identities.SITES)}"
        elif form == 7:
            text = text.upper() if random.chance(50) else f"{text} ; suite"
        row["Intitulé"] = f"{text} (fictif)"

    def dates(self, row):
        random, maker = self.random, self.maker
        begin = maker.day(max(random.between(2001, 2026), random.between(2001, 2026)))
        if random.chance(4):
            begin = (2026, random.between(8, 12), random.between(1, 28))  # not begun on the data's own date
        months = random.choice((6, 12, 12, 24, 24, 36, 36, 48, 60))
        last = begin[0] * 12 + begin[1] - 1 + months
        end = (last // 12, last % 12 + 1, begin[2])
        form = maker.iso if random.chance(15) else maker.french
        row["Date de début"] = form(begin) if random.chance(97) else ""
        row["Date de fin"] = form(end) if random.chance(72) else ""
        row["Mis à jour le"] = form(min(max(maker.day(random.between(2018, 2026)), min(begin, DATA_DATE)), DATA_DATE))

    def budget(self, row):
        random = self.random
        if not random.chance(72):
            return
        euros = random.choice((1, 2, 5, 8, 12, 20, 35, 60, 120)) * random.between(600, 1400)
        form = random.below(10)
        spaced = f"{euros // 1000} {euros % 1000:03d}" if euros >= 1000 else f"{euros}"
        row["Budget"] = f"{euros}" if form < 5 else spaced if form < 7 else f"{spaced} €" if form < 9 else f"{euros},50"


def truth(row):
    """`id, porteur, code_insee, traps`: the commune is that of the lead actor, where both can be known."""
    if row.lead is None:
        code = row.commune.code if row.trap == "unknown_placed" else ""
        return row["Identifiant"], "", code, row.trap
    code = row.lead.commune.code if row.lead.expected == "placed" else ""
    return row["Identifiant"], row.lead["Identifiant"], code, row.trap
