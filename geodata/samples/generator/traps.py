"""The mess of a real export, one trap at a time.

Each trap of a row that can be placed is `(name, rows, eligible, apply, bare)`: `eligible(commune)` says where it makes sense and
leaves the commune knowable, `apply(row, commune)` spoils the cells, `bare` keeps codes and coordinates out of the row."""

from . import identities, spelling
from .spelling import bare_key, key


class Traps:
    def __init__(self, random, reference, maker):
        self.random, self.reference, self.maker = random, reference, maker
        self.former = {}  # current code -> former communes whose name is the current commune's alone
        for code, name, kind, current in reference.former:
            known_as_current = reference.current_names.get(key(name))
            if not known_as_current and reference.unique_in_region(name) and reference.by_code[current].postcodes:
                self.former.setdefault(current, []).append((code, name))
        former_codes = {}
        for code, _, _, current in reference.former:
            former_codes.setdefault(code, set()).add(current)
        self.old_codes = {code for code, current in former_codes.items() if len(current) == 1 and code not in reference.by_code}
        self.homonyms = {c.code for same in reference.current_names.values() if len(same) > 1 for c in same}

    def knowable(self):
        r = self.reference
        plain = lambda c: r.unique_with_postcode(c.name, c.postcodes[0])
        in_department = lambda c: r.unique_in_department(c.name, c.department)
        has_article = lambda c: spelling.split_article(c.name)[0]
        return (
            ("upper_case", 150, plain, self.upper_case, False),
            ("lower_case", 40, plain, lambda row, c: self.town(row, c.name.lower()), False),
            ("no_accents", 70, lambda c: spelling.without_accents(c.name) != c.name, self.no_accents, False),
            ("no_hyphens", 70, lambda c: "-" in c.name, lambda row, c: self.town(row, spelling.no_hyphens(c.name)), False),
            ("saint_abbreviated", 75, lambda c: c.name.startswith("Saint"), self.saint, False),
            ("sur_abbreviated", 14, lambda c: "-sur-" in c.name or "-sous-" in c.name, self.sur, False),
            ("article_behind", 10, has_article, lambda row, c: self.town(row, spelling.article_behind(c.name)), False),
            ("article_dropped", 8, has_article, lambda row, c: self.town(row, spelling.split_article(c.name)[1]), True),
            ("curly_apostrophe", 10, lambda c: "'" in c.name, lambda row, c: self.town(row, c.name.replace("'", "’")), False),
            ("stray_spaces", 16, plain, self.stray_spaces, False),
            ("cedex", 70, lambda c: c.population >= 8_000 and in_department(c), self.cedex, True),
            ("postcode_in_city", 45, plain, self.postcode_in_city, True),
            ("department_in_city", 14, in_department, self.department_in_city, True),
            ("postcode_format", 22, plain, self.postcode_format, True),
            ("missing_postcode", 60, in_department, self.missing_postcode, True),
            ("city_only", 60, lambda c: r.unique_in_france(c.name), self.city_only, True),
            ("wrong_postcode", 40, lambda c: in_department(c) and r.unique_in_region(c.name), self.wrong_postcode, True),
            ("former_name", 36, lambda c: c.code in self.former, self.former_name, True),
            ("former_name_department", 10, lambda c: c.code in self.former, self.former_name_department, True),
            ("former_code", 32, self.has_old_code, self.former_code, True),
            ("insee_as_number", 16, plain, self.insee_as_number, True),
            ("insee_only", 14, plain, self.insee_only, True),
            ("coordinates_only", 22, plain, self.coordinates_only, True),
            ("decimal_comma", 20, plain, self.decimal_comma, True),
            ("typo", 44, self.typo_safe, self.typo, True),
            ("typo_department", 12, self.typo_safe, self.typo_department, True),
            ("homonym_postcode", 26, lambda c: c.code in self.homonyms and plain(c), lambda row, c: None, True),
            ("homonym_department", 14, lambda c: c.code in self.homonyms and in_department(c), self.missing_postcode, True),
            ("line_break", 34, plain, self.line_break, False),
            ("mail_box", 60, plain, self.mail_box, False),
            ("street_names_town", 36, plain, self.street_names_town, True),
            ("name_names_town", 12, plain, self.name_names_town, True),
            ("postcode_only", 8, self.has_own_postcode, self.postcode_only, True),
        )

    # Spelling

    def town(self, row, text):
        row["Ville"] = text

    def no_accents(self, row, commune):
        self.town(row, spelling.without_accents(commune.name))

    def sur(self, row, commune):
        self.town(row, spelling.abbreviate_sur(commune.name, self.random.chance(60)))

    def upper_case(self, row, commune):
        self.town(row, (spelling.without_accents(commune.name) if self.random.chance(65) else commune.name).upper())
        if self.random.chance(40):
            row["Ville"] = spelling.no_hyphens(row["Ville"])

    def saint(self, row, commune):
        text = spelling.abbreviate_saint(commune.name, self.random.choice(("-", "-", " ", ". ")))
        style = self.random.below(4)
        if style == 0:
            text = spelling.without_accents(text).upper()
        elif style == 1:
            text = spelling.no_hyphens(spelling.without_accents(text)).upper()
        elif style == 2:
            text = spelling.no_hyphens(text)
        self.town(row, text)

    def stray_spaces(self, row, commune):
        form = self.random.below(4)
        name = commune.name
        self.town(row, (f" {name}", f"{name}  ", name.replace("-", " - "), f"\u00a0{name}\u00a0")[form])
        if form == 1:
            row["CP"] = f" {row['CP']}"

    # Postcode, town and department

    def cedex(self, row, commune):
        while True:
            business = commune.department + f"{self.random.below(1000):03d}"
            if business not in self.reference.postcode_communes:
                break
        row["CP"] = business
        number = self.random.choice(("", "", "", " 1", " 2", " 3", " 9"))
        if self.random.chance(75):
            row["Ville"] = spelling.without_accents(spelling.no_hyphens(commune.name)).upper() + " CEDEX" + number
        else:
            row["Ville"] = f"{commune.name} Cedex{number}"
        row["Complément"] = identities.mail_box(self.random)

    def postcode_in_city(self, row, commune):
        row["Ville"] = self.random.choice((f"{row['CP']} {commune.name}", f"{row['CP']} {commune.name.upper()}", f"{commune.name} {row['CP']}"))
        row["CP"] = ""

    def department_in_city(self, row, commune):
        row["CP"] = ""
        department = self.random.choice((commune.department, self.reference.departments[commune.department]))
        row["Ville"] = f"{commune.name} ({department})"

    def postcode_format(self, row, commune):
        code = row["CP"]
        row["CP"] = self.random.choice((f"F-{code}", f"{code[:2]} {code[2:]}", f"{code}.0", f"FR-{code}"))

    def missing_postcode(self, row, commune):
        row["CP"] = ""
        row["Département"] = self.maker.written_department(commune.department)

    def city_only(self, row, commune):
        row["CP"] = row["Adresse"] = row["Complément"] = ""
        if self.random.chance(35):
            row["Ville"] = commune.name.upper()

    def wrong_postcode(self, row, commune):
        """The postcode of the nearest commune of the department that shares none with this one and has no name like it."""
        r = self.reference
        own = set(commune.postcodes)
        neighbours = sorted(
            (c for c in r.communes if c.department == commune.department and c.postcodes and not own & set(c.postcodes)),
            key=lambda c: ((c.lon - commune.lon) ** 2 * 0.5 + (c.lat - commune.lat) ** 2, c.code),
        )
        for neighbour in neighbours:
            for postcode in neighbour.postcodes:
                served = r.postcode_communes[postcode]
                names = {bare_key(r.by_code[code].name) for code, _ in served if code in r.by_code}
                names |= {bare_key(name) for _, name, _, current in r.former if (current, commune.department) in served}
                alike = min(spelling.distance(bare_key(commune.name), name, 3) for name in names)
                if {department for _, department in served} == {commune.department} and alike > 3:
                    row["CP"] = postcode
                    return
        raise ValueError(f"no neighbour's postcode for {commune.code}")

    def has_own_postcode(self, commune):
        return any(len(self.reference.postcode_communes[p]) == 1 for p in commune.postcodes)

    def postcode_only(self, row, commune):
        row["CP"] = next(p for p in commune.postcodes if len(self.reference.postcode_communes[p]) == 1)
        row["Ville"] = row["Adresse"] = row["Complément"] = ""

    # Former communes and codes

    def former_name(self, row, commune):
        row["Ville"] = self.random.choice(self.former[commune.code])[1]
        if self.random.chance(30):
            row["Ville"] = spelling.without_accents(row["Ville"]).upper()

    def former_name_department(self, row, commune):
        self.former_name(row, commune)
        self.missing_postcode(row, commune)

    def has_old_code(self, commune):
        return any(code in self.old_codes for code, _ in self.former.get(commune.code, ()))

    def former_code(self, row, commune):
        code, name = self.random.choice([f for f in self.former[commune.code] if f[0] in self.old_codes])
        row["Code INSEE"] = code
        form = self.random.below(8)
        if form < 5:
            row["Ville"] = name
        elif form == 7:
            row["Ville"] = row["CP"] = ""

    def insee_as_number(self, row, commune):
        row["Code INSEE"] = self.random.choice((f"{commune.code}.0", f"{commune.code}.0", f"{commune.code},00", f" {commune.code} "))
        if self.random.chance(30):
            row["CP"] = f"{row['CP']}.0"

    def insee_only(self, row, commune):
        row["Code INSEE"] = commune.code
        row["CP"] = row["Ville"] = row["Adresse"] = row["Complément"] = ""

    def coordinates_only(self, row, commune):
        row["Longitude"], row["Latitude"] = self.maker.inner_point(commune)
        row["CP"] = row["Ville"] = row["Complément"] = ""

    def decimal_comma(self, row, commune):
        row["Longitude"], row["Latitude"] = (text.replace(".", ",") for text in self.maker.inner_point(commune))
        if self.random.chance(40):
            row["CP"] = row["Ville"] = ""

    # Typos: a careful reader knows the commune because no other name of the region is near

    def typo_safe(self, commune):
        return len(key(commune.name)) >= 7 and self.reference.unique_in_region(commune.name)

    def typo(self, row, commune):
        for _ in range(60):
            text = spelling.typo(commune.name, self.random)
            r = self.reference
            is_near = spelling.distance(bare_key(text), bare_key(commune.name), 2) == 1
            if is_near and bare_key(text) not in r.france_keys and r.nearest_other(text, commune.code, 2) > 2:
                row["Ville"] = text
                return True
        return False

    def typo_department(self, row, commune):
        found = self.typo(row, commune)
        self.missing_postcode(row, commune)
        return found

    # Address lines

    def line_break(self, row, commune):
        street = identities.street(self.random, False)
        extra = self.random.choice(identities.BUILDINGS)
        ending = "\r\n" if self.random.chance(25) else "\n"
        row["Adresse"] = f"{extra}{ending}{street}" if self.random.chance(50) else f"{street}{ending}{extra}"
        if self.random.chance(15):
            row["Notes"] = f"1) {self.random.choice(identities.NOTES)}\n2) à revoir"

    def mail_box(self, row, commune):
        if self.random.chance(30):
            row["Adresse"] = f"{row['Adresse']} - {identities.mail_box(self.random)}".removeprefix(" - ")
        else:
            row["Complément"] = identities.mail_box(self.random)

    def street_names_town(self, row, commune):
        other = self.random.choice([t for t in identities.STREET_TOWNS if t != commune.name])
        kind = self.random.choice(("avenue", "route", "boulevard", "rue", "faubourg"))
        row["Adresse"] = f"{self.random.between(1, 240)} {kind} {spelling.of_place(other)}"

    def name_names_town(self, row, commune):
        other = self.random.choice([t for t in identities.STREET_TOWNS if t != commune.name])
        row.named_place = other
