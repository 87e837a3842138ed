"""How place names are folded for comparison, and the ways people write them."""

import re
import unicodedata

ARTICLES = ("le ", "la ", "les ", "l ", "las ", "los ", "aux ")


def without_accents(text):
    text = text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def key(name):
    """Lower case, no accents, words separated by one space: two names with one key are one name to a reader."""
    return re.sub(r"[^a-z0-9]+", " ", without_accents(name).lower()).strip()


def bare_key(name):
    """The key without a leading article, so that `La Rochelle` and `Rochelle` meet."""
    folded = key(name)
    for article in ARTICLES:
        if folded.startswith(article):
            return folded[len(article):]
    return folded


def distance(a, b, limit):
    """Edit distance with transpositions of neighbours (optimal string alignment); `limit + 1` when beyond `limit`."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before, row = None, list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)


def of_place(name):
    """`de` with the name of a commune: « de Pau », « du Bouscat », « d'Agen », « des Sables »."""
    for article, contraction in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contraction + name[len(article):]
    return ("d'" if without_accents(name)[0] in "AEIOUYH" else "de ") + name


def no_hyphens(name):
    return name.replace("-", " ")


def abbreviate_saint(name, form):
    """`Saint-` and `Sainte-` as whole words become `St`, `Ste`; form is what follows: `-`, space or `. `."""
    return re.sub(r"\bSaint(e?)-", lambda m: "St" + m.group(1) + form, name)


def abbreviate_sur(name, spaced):
    """`-sur-` becomes ` s/ ` or `-s/-`, `-sous-` becomes ` s/s `."""
    if "-sous-" in name:
        return name.replace("-sous-", " s/s ")
    return name.replace("-sur-", " s/ " if spaced else " s/")


def split_article(name):
    """(article, rest) of a name such as `La Rochelle` or `L'Isle-d'Espagnac`; article is empty without one."""
    match = re.match(r"(Le|La|Les|Las|Los|Aux) (.+)$|(L')(.+)$", name)
    if not match:
        return "", name
    return (match.group(1) or match.group(3)), (match.group(2) or match.group(4))


def article_behind(name):
    article, rest = split_article(name)
    return f"{rest} ({article})"


def typo(name, random):
    """One slip of the finger: two letters swapped, one dropped or one doubled; never the first letter."""
    positions = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    i = random.choice(positions)
    slip = random.below(3)
    if slip == 0:
        return name[:i] + name[i + 1] + name[i] + name[i + 2:]
    if slip == 1:
        return name[:i] + name[i + 1:]
    return name[:i] + name[i] + name[i:]
