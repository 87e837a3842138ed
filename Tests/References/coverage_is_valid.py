"""What shapely and pyproj say of the reference GeoPackage: the figures that GeoStoreTests holds the Swift code to.

    python3 Tests/References/coverage_is_valid.py > Tests/References/coverage_is_valid.json

Needs shapely >= 2.1 (coverage_is_valid), pyproj, and geodata/source as geodata/fetch.sh leaves it, for the comparison with the
boundaries as published. Shares no code with the product: geometry blobs are read with struct, the topology is GEOS's own.
"""
import collections
import csv
import json
import pathlib
import sqlite3
import struct

import numpy as np
import pyproj
import shapely

root = pathlib.Path(__file__).resolve().parents[2]
db = sqlite3.connect(f"file:{root}/geodata/reference/nouvelle-aquitaine.gpkg?mode=ro", uri=True)
geod = pyproj.Geod(ellps="GRS80")


def geometry(blob):
    flags = blob[3]
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[flags >> 1 & 7]
    assert blob[:2] == b"GP" and struct.unpack("<i", blob[4:8])[0] == 4326
    return shapely.from_wkb(blob[8 + envelope:])


def area(shape):
    return abs(geod.geometry_area_perimeter(shape)[0]) / 1e6


def layer(name):
    rows = db.execute(f"select code, geom, surface_km2, lon, lat from {name} order by code").fetchall()
    return [r[0] for r in rows], np.array([geometry(r[1]) for r in rows]), rows


codes, communes, rows = layer("communes")
parent = {c: dict(db.execute(f"select code, {c} from communes")) for c in ("code_departement", "code_epci", "code_canton")}
out = {
    "made_with": {"shapely": shapely.__version__, "geos": shapely.geos_version_string, "pyproj": pyproj.__version__,
                  "proj": pyproj.proj_version_str},
    "content_hash": db.execute("select valeur from metadonnees where cle = 'content_hash'").fetchone()[0],
    "communes": len(codes),
    "coverage_is_valid": bool(shapely.coverage_is_valid(communes)),
    "all_valid": bool(shapely.is_valid(communes).all()),
    "vertices": int(shapely.get_num_coordinates(communes).sum()),
    "reference_points_covered": bool(shapely.covers(communes, shapely.points([(r[3], r[4]) for r in rows])).all()),
}
region = shapely.coverage_union_all(communes)
parts = shapely.get_parts(region)
out["region"] = {
    "parts": len(parts),
    "enclaves_km2": sorted(round(area(shapely.Polygon(ring)), 6) for p in parts for ring in p.interiors),
    "area_km2": round(area(region), 6),
}
out["levels"] = {}
for name, column in (("departements", "code_departement"), ("epci", "code_epci"), ("cantons", "code_canton")):
    names, shapes, level_rows = layer(name)
    members = collections.defaultdict(list)
    for code, shape in zip(codes, communes):
        members[parent[column][code]].append(shape)
    out["levels"][name] = {
        "count": len(names),
        "coverage_is_valid": bool(shapely.coverage_is_valid(shapes)),
        # The plain union (not the coverage's) of the communes covers the same points as the territory.
        "equal_to_union_of_communes": sum(bool(shapely.equals(shapely.union_all(members[n]), s)) for n, s in zip(names, shapes)),
        "largest_area_difference_m2": round(max(abs(area(s) - r[2]) for s, r in zip(shapes, level_rows)) * 1e6, 3),
    }
out["areas_km2"] = {"communes": {c: round(area(communes[codes.index(c)]), 6) for c in ("16023", "17300", "33063", "33529", "64445", "87085")}}
names, shapes, _ = layer("departements")
out["areas_km2"]["departements"] = {n: round(area(s), 6) for n, s in zip(names, shapes)}

# The boundaries as published: which communes the repair changed, by how much (ellipsoidal area of the symmetric difference).
csv.field_size_limit(10**9)
with open(root / "geodata/source/communes.csv", encoding="utf-8", newline="") as file:
    published = {r["code"]: shapely.from_wkb(bytes.fromhex(r["geometry"])) for r in csv.DictReader(file)
                 if r["type"] == "COM" and r["code"] in parent["code_departement"]}
changes = {c: area(shapely.symmetric_difference(published[c], s)) for c, s in zip(codes, communes)}
before = np.array([published[c] for c in codes])
out["repair"] = {
    "published_coverage_is_valid": bool(shapely.coverage_is_valid(before)),
    "published_vertices": int(shapely.get_num_coordinates(before).sum()),
    "vertices_of_published_kept": len({tuple(p) for p in shapely.get_coordinates(before).tolist()}
                                      & {tuple(p) for p in shapely.get_coordinates(communes).tolist()}),
    "vertices_of_published_distinct": len({tuple(p) for p in shapely.get_coordinates(before).tolist()}),
    "km2_added_to_completed_communes": {c: round(v, 6) for c, v in changes.items() if v > 0.5},
    "m2_changed_elsewhere": {c: round(v * 1e6, 1) for c, v in changes.items() if 1e-6 < v <= 0.5},
}
print(json.dumps(out, ensure_ascii=False, indent=1, sort_keys=True))
