"""Figures of a few zones laid over the communes of the reference by shapely and pyproj, for ZoningTests.

    pip install geopandas pyogrio shapely pyproj
    python Tests/References/zones.py > Tests/References/zones.json

The actors are those of indicators.json. Every zone is cut with every commune, every position tried in every zone: no index. Nothing of geo is used.
"""
import json
import sys
from pathlib import Path

import geopandas as gpd
import pyproj
import shapely
from shapely.geometry import mapping, shape

root = Path(__file__).resolve().parents[2]
communes = gpd.read_file(root / "geodata/reference/nouvelle-aquitaine.gpkg", layer="communes").sort_values("code").reset_index(drop=True)
actors = json.loads((root / "Tests/References/indicators.json").read_text())["actors"]
ellipsoid = pyproj.Geod(ellps="GRS80")
row = {code: i for i, code in enumerate(communes.code)}


def area(geometry):
    """km² on the ellipsoid, holes subtracted."""
    return abs(ellipsoid.geometry_area_perimeter(shapely.force_2d(shapely.geometry.polygon.orient(geometry)))[0]) / 1e6 if geometry.geom_type == "Polygon" \
        else sum(area(part) for part in getattr(geometry, "geoms", []) if part.geom_type in ("Polygon", "MultiPolygon"))


talence, pessac = communes.geometry[row["33522"]], communes.geometry[row["33318"]]
zones = {
    "garonne": shapely.Polygon([(-0.75, 44.70), (-0.35, 44.62), (-0.10, 44.80), (-0.22, 45.02), (-0.60, 45.05), (-0.80, 44.90), (-0.75, 44.70)]),
    "entre-deux": shapely.Polygon([(-0.30, 44.60), (0.10, 44.60), (0.10, 44.95), (-0.30, 44.95), (-0.30, 44.60)]),
    "littoral": shapely.Polygon([(-1.60, 44.50), (-1.00, 44.50), (-1.00, 45.20), (-1.60, 45.20), (-1.60, 44.50)]),
    "sud-ouest": shapely.unary_union([talence, pessac]),
    "limousin": shapely.Polygon(
        [(1.0, 45.4), (2.0, 45.4), (2.0, 46.1), (1.0, 46.1), (1.0, 45.4)], [[(1.2, 45.7), (1.2, 45.9), (1.5, 45.9), (1.5, 45.7), (1.2, 45.7)]]),
    "paris": shapely.box(2.2, 48.8, 2.5, 49.0),
}
areas = [area(geometry) for geometry in communes.geometry]
boundaries = {name: geometry for name, geometry in zones.items() if name != "paris"}
shares = {}
for name, zone in boundaries.items():
    for i, geometry in enumerate(communes.geometry):
        if geometry.intersects(zone):
            share = area(geometry.intersection(zone)) / areas[i]
            if share > 1e-9:
                shares[name, i] = share
every = shapely.unary_union(list(boundaries.values()))
covered = [area(geometry.intersection(every)) / areas[i] if geometry.intersects(every) else 0 for i, geometry in enumerate(communes.geometry)]
has_actor = {row[actor["commune"]] for actor in actors}
population = communes.population.to_numpy()

figures = {}
for name, zone in boundaries.items():
    own = {i: share for (other, i), share in shares.items() if other == name}
    exact, estimated, whole = 0, 0.0, 0
    for actor in actors:
        i = row[actor["commune"]]
        if actor["position"]:
            exact += zone.contains(shapely.Point(actor["position"]))
        elif own.get(i, 0) > 1 - 1e-9:
            whole += 1
        else:
            estimated += own.get(i, 0)
    figures[name] = {
        "acteurs": exact + whole + estimated, "acteurs_estimes": estimated,
        "population": float(sum(share * population[i] for i, share in own.items())),
        "population_couverte": float(sum(share * population[i] for i, share in own.items() if i in has_actor)),
        "surface_km2": sum(share * areas[i] for i, share in own.items()),
        "part_hors_region": 1 - sum(communes.geometry[i].intersection(zone).area for i in own) / zone.area,
    }
outside = sum(
    (not every.contains(shapely.Point(actor["position"]))) if actor["position"] else 1 - covered[row[actor["commune"]]] for actor in actors)
overlaps = {}
names = list(boundaries)
for n, a in enumerate(names):
    for b in names[n + 1:]:
        common = boundaries[a].intersection(boundaries[b])
        if common.area > 0:
            overlaps[" ".join(sorted([a, b]))] = sum(
                area(geometry.intersection(common)) for geometry in communes.geometry if geometry.intersects(common))

json.dump(
    {
        "made": {"shapely": shapely.__version__, "geos": shapely.geos_version_string, "pyproj": pyproj.__version__},
        "zones": {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"code": name, "nom": name.capitalize()}, "geometry": mapping(zone)} for name, zone in zones.items()],
        },
        "figures": figures, "acteurs_hors_zones": outside,
        "population_hors_zones": float(sum((1 - share) * population[i] for i, share in enumerate(covered))),
        "recouvrements_km2": overlaps,
    }, sys.stdout, indent=1)
