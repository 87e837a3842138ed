"""Invented organisations, people, addresses and contact details. Nothing here names anyone who exists."""

from .spelling import key, of_place, without_accents

HEADS = (
    "Les Passerelles|Les Amarres|Les Semeurs|Les Lanternes|Les Traversées|Les Marmites|Les Petits Ponts|Les Grandes Oreilles|"
    "La Caravane|La Boussole|La Pirogue|La Gabarre|La Besace|La Malle-Cabine|Le Comptoir|Le Baobab|Le Tisserin|Le Figuier|"
    "L'Alizé|L'Archipel|Ponts et Palmes|Terres et Marées|Racines et Rivages|Mains et Moissons|Graines et Vents|Rives et Savanes|"
    "Mil et Châtaigne|Pinède et Mangrove|Le Fil du Fleuve|Les Voisins du Monde|Le Cœur en Chemin|Puits et Margelles"
).split("|")
TAILS = (
    "du Grand Large|des Deux Rives|aux Mille Voix|des Quatre Vents|du Sud au Nord|d'Ici et de Là-bas|du Bout du Chemin|"
    "des Sept Collines|en Partage|en Chemin|des Cinq Continents|de l'Autre Rive|des Hirondelles|du Tilleul|du Levant|"
    "en Couleurs|à Voiles|des Cigognes|de la Dune|du Méandre|des Passeurs|au Long Cours|des Marées|du Vieux Figuier"
).split("|")
SITES = (
    "des Trois-Chênes|du Pré-aux-Loups|des Hautes-Brandes|de la Garenne-Bleue|du Vieux-Pressoir|des Quatre-Moulins|"
    "de la Combe-aux-Fées|du Champ-du-Coq|des Bruyères-Rouges|de la Fontaine-Froide|du Bois-Doré|des Deux-Écluses|"
    "de la Lande-Haute|du Gué-aux-Biches|des Grands-Ormeaux|de la Source-Claire|du Puits-Neuf|des Cinq-Tilleuls|du Roc-Blanc|"
    "de la Vigne-Basse|des Genêts-d'Or|du Four-à-Chaux|de l'Étang-Vert|des Peupliers-Noirs|de la Croix-du-Vent|du Pas-de-l'Âne|"
    "des Noyers-Hauts|de la Prairie-Longue|du Marais-Bleu|des Pierres-Levées|de la Tuilerie-Neuve|du Val-aux-Grives"
).split("|")
SYLLABLES = ("lumi|caro|vel|ori|tama|sola|bri|fer|nora|pina|zeph|alto", "bois|terre|tech|vent|nova|mar|dune|graine|flux|pont|cime|onde")
LEGAL_FORMS = "SARL|SAS|SCOP|SCIC|EURL".split("|")
FIRST_NAMES = (
    ("Mme ", "Awa|Fatou|Inès|Jeanne|Louise|Margot|Nadia|Odile|Rose|Salimata|Thérèse|Yvette|Camille|Dominique".split("|")),
    ("M. ", "Adama|Bastien|Cédric|Driss|Étienne|Gaël|Hugo|Ibrahima|Jérôme|Loïc|Omar|Pascal|Sékou|Tanguy|Xavier|Maxime".split("|")),
)
SURNAMES = (  # coined: a root and an ending that no register of names was asked for
    "Brimon|Vauque|Charso|Lestre|Gourdi|Pélisso|Trémou|Ardila|Quervi|Sombre|Florna|Maldé|Ozerai|Ruffi|Tarbona|Jonqui",
    "tel|laud|nnet|bois|gnac-Test|zière|villard|rest|nchaux|lède|quette|mond-Essai",
)
STREET_NAMES = (
    "des Écoles|de la Mairie|du Lavoir|des Tilleuls|de la Gare|du Moulin|de la République|Victor-Hugo|Jean-Jaurès|du 8-Mai-1945|"
    "des Acacias|de l'Église|de la Fontaine|du Stade|Pasteur|de la Liberté|des Rosiers|du Port|de la Halle|Émile-Zola"
).split("|")
HAMLETS = "Le Bourg|Lieu-dit Les Brandes|Lieu-dit La Croix|Lieu-dit Le Grand Champ|Route du Lavoir|Place de la Mairie".split("|")
STREET_KINDS = ("rue", "rue", "rue", "rue", "avenue", "place", "allée", "impasse", "boulevard", "chemin", "quai")
BUILDINGS = (
    "Bâtiment B|Bât. C, 2e étage|Résidence des Lilas|Maison des associations|1er étage gauche|Escalier 4|Chez Mme Arbois|Porte 12"
).split("|")
BUSINESS_STREETS = "ZA des Deux Ponts|ZI Nord|Parc d'activités du Levant|Technopole des Dunes|Campus universitaire".split("|")
STREET_TOWNS = "Bordeaux|Paris|Toulouse|Limoges|Poitiers|Bayonne|Angoulême|Saintes|Libourne|La Rochelle|Nantes|Périgueux|Dax|Agen|Royan".split("|")
FICTION_PHONES = (  # prefixes ARCEP keeps for works of fiction
    ("05", "36", "49"), ("05", "36", "49"), ("05", "36", "49"), ("06", "39", "98"), ("06", "39", "98"),
    ("01", "99", "00"), ("02", "61", "91"), ("03", "53", "01"), ("04", "65", "71"),
)
NOTES = (
    "À relancer après l'assemblée générale.|Adhésion 2026 reçue ; carte envoyée.|Ne souhaite pas figurer dans l'annuaire papier.|"
    "Rencontrée au forum « Rives et Savanes »; dossier à compléter.|Présidence renouvelée en mars.|"
    "Dit \"préférer le courrier\".|Bilan annuel attendu\nvoir avec la trésorière|Projet en veille, reprise prévue à l'automne.|"
    "Local partagé avec deux autres structures.|Contact changé : ancien numéro barré.|Recherche partenaire ; budget 4 000 €.|"
    "Intervient dans les écoles du secteur, 3 fois par an."
).split("|")


def organisation(random, kind, place):
    """A name for an actor of `kind`; `place` is a commune's name, or empty when the name must not give it away."""
    of = of_place(place) if place else ""
    site = random.choice(SITES)
    if kind == "collectivite":
        if place:
            return random.choice((
                f"Commune {of} (fictif)", f"Commune {of} (fictif)", f"Commune {of} (fictif)", f"Mairie {of} (fictif)",
                f"CCAS fictif {of}", f"Communauté de communes fictive autour {of}", f"Comité fictif de jumelage municipal {of}",
            ))
        return random.choice((
            f"Syndicat mixte fictif {site}", f"Communauté de communes fictive {site}", f"Pôle territorial fictif {site}",
            f"Syndicat des eaux fictif {site}",
        ))
    if kind == "enseignement":
        school = ("Lycée fictif", "Collège fictif", "École fictive", "Lycée professionnel fictif", "MFR fictive", "Lycée agricole fictif")
        return f"{random.choice(school)} {site}"
    if kind == "sante":
        return random.choice(("Centre hospitalier fictif", "Clinique fictive", "Maison de santé fictive", "EHPAD fictif")) + f" {site}"
    if kind == "entreprise":
        coined = (random.choice(SYLLABLES[0].split("|")) + random.choice(SYLLABLES[1].split("|"))).capitalize()
        return f"{coined} {random.choice(LEGAL_FORMS)} (fictif)"
    if kind == "fondation":
        return random.choice(("Fondation fictive", "Fonds de dotation fictif")) + f" {random.choice(HEADS)}"
    if kind == "reseau":
        return random.choice(("Réseau fictif", "Plateforme fictive", "Fédération fictive")) + f" {random.choice(HEADS)} {random.choice(TAILS)}"
    if kind == "autre":
        group = random.choice(("Collectif fictif", "Groupe fictif", "Chambre consulaire fictive", "Union syndicale fictive"))
        return f"{group} {random.choice((site, random.choice(TAILS)))}"
    return f"{random.choice(HEADS)} {of}" if place else f"{random.choice(HEADS)} {random.choice(TAILS)}"


def university(random, place):
    return f"{random.choice(('Université fictive', 'IUT fictif', 'École supérieure fictive', 'Institut de recherche fictif'))} {of_place(place)}"


def siren(random):
    """Nine digits beginning with 000, which were never issued, with a right Luhn check digit."""
    body = "000" + "".join(str(random.below(10)) for _ in range(5))
    total = 0
    for position, digit in enumerate(body):  # of nine digits the even-numbered ones, from the left, are doubled
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def person(random):
    surname = "".join(random.choice(part.split("|")) for part in SURNAMES)
    civility, first_names = random.choice(FIRST_NAMES)
    return f"{civility if random.chance(45) else ''}{random.choice(first_names)} {surname}"


def phone(random):
    pairs = random.choice(FICTION_PHONES) + (f"{random.below(100):02d}", f"{random.below(100):02d}")
    form = random.below(10)
    if form == 0:
        return "+33 " + pairs[0][1:] + " " + " ".join(pairs[1:])
    return {1: ".", 2: "", 3: "-"}.get(form, " ").join(pairs)


def email(random, name, number):
    slug = "-".join(key(without_accents(name)).split()[:3])
    return f"{random.choice(('contact', 'contact', 'bureau', 'accueil'))}.{slug}.{number:04d}@example.org"


def street(random, rural):
    if rural and random.chance(55):
        return random.choice(HAMLETS)
    suffix = random.choice(("", "", "", "", "", " bis", " ter"))
    comma = random.choice(("", "", ","))
    return f"{random.between(1, 180)}{suffix}{comma} {random.choice(STREET_KINDS)} {random.choice(STREET_NAMES)}"


def mail_box(random):
    kind = random.choice(("BP", "BP", "CS", "TSA"))
    return f"{kind} {random.between(1, 999) if kind == 'BP' and random.chance(50) else random.between(10_000, 90_999)}"
