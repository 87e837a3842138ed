"""The facts the sample stands on, read from the committed reference GeoPackage and from nothing else."""

import re
import sqlite3
import struct
from collections import defaultdict
from pathlib import Path

from .spelling import bare_key, distance, key

COS_LATITUDE = 0.7071067811865476  # cos 45°: a degree of longitude against one of latitude, near enough for margins
ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


class Commune:
    def __init__(self, code, name, department, population, lon, lat, geometry):
        self.code, self.name, self.department, self.population = code, name, department, population
        self.lon, self.lat, self.geometry = lon, lat, geometry
        self.postcodes = []

    def rings(self):
        """All rings of the multipolygon as lists of (lon, lat)."""
        return list(rings_of(self.geometry))


def rings_of(blob):
    """Rings of a GeoPackage geometry blob that holds a polygon or multipolygon."""
    if blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry")
    offset = 8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7]

    def polygon(at):
        order = "<" if blob[at] else ">"
        kind, count = struct.unpack_from(order + "II", blob, at + 1)
        at += 9
        if kind == 6:
            for _ in range(count):
                at = yield from polygon(at)
            return at
        if kind != 3:
            raise ValueError(f"geometry type {kind} where a polygon was expected")
        for _ in range(count):
            (points,) = struct.unpack_from(order + "I", blob, at)
            values = struct.unpack_from(f"{order}{2 * points}d", blob, at + 4)
            at += 4 + 16 * points
            yield list(zip(values[0::2], values[1::2]))
        return at

    yield from polygon(offset)


class Reference:
    def __init__(self, tables):
        self.departments = tables["departments"]  # code -> name
        self.communes = tables["communes"]
        self.by_code = {commune.code: commune for commune in self.communes}
        self.former = [f for f in tables["former"] if f[3] in self.by_code]
        self.france = tables["france"]  # (code, name, type, department, postcodes)
        for postcode, code in tables["postcodes"]:
            self.by_code[code].postcodes.append(postcode)

        # What a name may stand for: key -> current codes in the region, current and former names together.
        self.targets, self.bare_targets = defaultdict(set), defaultdict(set)
        for commune in self.communes:
            self.targets[key(commune.name)].add(commune.code)
            self.bare_targets[bare_key(commune.name)].add(commune.code)
        for _, name, _, code in self.former:
            self.targets[key(name)].add(code)
            self.bare_targets[bare_key(name)].add(code)
        self.current_names = defaultdict(list)
        for commune in self.communes:
            self.current_names[key(commune.name)].append(commune)
        self.elsewhere, self.france_keys = defaultdict(list), set()
        self.postcode_communes = defaultdict(set)  # postcode -> (code, department), all France
        for row in self.france:
            code, name, _, department, postcodes = row
            self.france_keys.add(bare_key(name))
            if department not in self.departments:
                self.elsewhere[bare_key(name)].append(row)
            for postcode in postcodes:
                self.postcode_communes[postcode].add((code, department))
        for commune in self.communes:
            for postcode in commune.postcodes:
                self.postcode_communes[postcode].add((commune.code, commune.department))

    def unique_in_region(self, name):
        return len(self.bare_targets[bare_key(name)]) == 1

    def unique_in_department(self, name, department):
        codes = self.bare_targets[bare_key(name)]
        return sum(self.by_code[code].department == department for code in codes) == 1

    def unique_in_france(self, name):
        return self.unique_in_region(name) and bare_key(name) not in self.elsewhere

    def unique_with_postcode(self, name, postcode):
        """True when one commune alone bears the name and is served by the postcode."""
        served = {code for code, _ in self.postcode_communes[postcode]}
        return len(self.bare_targets[bare_key(name)] & served) == 1

    def nearest_other(self, text, code, limit):
        """The smallest edit distance, up to `limit + 1`, from `text` to a name of the region that is not `code`'s."""
        folded = bare_key(text)
        best = limit + 1
        for name, codes in self.bare_targets.items():
            if codes - {code}:
                best = min(best, distance(folded, name, limit))
        return best

    def inner_point(self, commune, random):
        """A random point of the commune, some 200 m from its border where it is large enough, as (lon, lat) with 6 decimals."""
        rings = commune.rings()
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        west, east, south, north = min(xs), max(xs), min(ys), max(ys)
        for attempt in range(10_000):
            x = round(west + (east - west) * random.unit(), 6)
            y = round(south + (north - south) * random.unit(), 6)
            margin = 0.002 if attempt < 400 else 0.0005
            if inside(x, y, rings) and border_distance_squared(x, y, rings) > margin * margin:
                return x, y
        raise ValueError(f"no inner point found in {commune.code}")


def inside(x, y, rings):
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                odd = not odd
    return odd


def border_distance_squared(x, y, rings):
    """Squared distance to the nearest edge, in degrees of latitude."""
    best = 1e9
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            px, py = (x - x1) * COS_LATITUDE, y - y1
            dx, dy = (x2 - x1) * COS_LATITUDE, y2 - y1
            length = dx * dx + dy * dy
            t = 0.0 if length == 0 else max(0.0, min(1.0, (px * dx + py * dy) / length))
            ex, ey = px - t * dx, py - t * dy
            best = min(best, ex * ex + ey * ey)
    return best


def load(path):
    """Reads the reference GeoPackage; this is the only place that knows its tables."""
    path = Path(path)
    if not path.is_file():
        raise SystemExit(f"{path}: not found. Build it with `make geodata` and `geo reference build`, or name it with --reference.")
    database = sqlite3.connect(f"file:{path.resolve()}?mode=ro&immutable=1", uri=True)
    select = lambda sql: database.execute(sql).fetchall()
    tables = {
        "departments": dict(select("SELECT code, nom FROM departements ORDER BY code")),
        "communes": [
            Commune(*row)
            for row in select("SELECT code, nom, code_departement, population, lon, lat, geom FROM communes ORDER BY code")
        ],
        "former": select("SELECT code, nom, type, code_commune FROM anciennes_communes ORDER BY code, type, nom"),
        "postcodes": select("SELECT DISTINCT code_postal, code_commune FROM codes_postaux ORDER BY code_postal, code_commune"),
        "france": [
            (code, name, kind, department, re.findall(r"\d{5}", postcodes or ""))
            for code, name, kind, department, postcodes in select(
                "SELECT code, nom, type, code_departement, codes_postaux FROM communes_france ORDER BY code, type, nom"
            )
        ],
    }
    database.close()
    return Reference(tables)
