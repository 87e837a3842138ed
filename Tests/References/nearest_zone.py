"""The nearest zone and its distance in metres on the ellipsoid GRS 80, by brute force: every edge of every zone, straight in longitude and
latitude, is searched for its point nearest by geodesic (pyproj.Geod, Karney's method; the minimum by scipy). Ties go to the lowest number.
The plane of Lambert-93 (shapely, pyproj) is written beside it for comparison; it differs by its scale, up to some tenths of a percent.

    python nearest_zone.py > nearest_zone.json
"""
import json
import random

from pyproj import Geod, Transformer
from scipy.optimize import minimize_scalar
from shapely.geometry import Point, Polygon
from shapely.ops import transform

geod = Geod(ellps="GRS80")
to_lambert = Transformer.from_crs("OGC:CRS84", "EPSG:2154", always_xy=True).transform
rng = random.Random(20260401)


def star(x, y, radius, corners):
    import math
    ring = []
    for k in range(corners):
        reach = radius * rng.uniform(0.5, 1)
        ring.append([round(x + reach * math.cos(2 * math.pi * k / corners), 7), round(y + reach * math.sin(2 * math.pi * k / corners), 7)])
    return ring + [ring[0]]


# Two neighbours that share an edge, zones near and far, one near the pole.
zones = [
    [[-0.6, 44.8], [-0.5, 44.8], [-0.5, 44.9], [-0.6, 44.9], [-0.6, 44.8]],
    [[-0.5, 44.8], [-0.4, 44.8], [-0.4, 44.9], [-0.5, 44.9], [-0.5, 44.8]],
]
for _ in range(24):
    zones.append(star(rng.uniform(-1.7, 2.5), rng.uniform(42.9, 47.1), rng.uniform(0.01, 0.2), rng.randrange(3, 14)))
zones.append(star(15.0, 78.5, 0.8, 9))
polygons = [Polygon(z) for z in zones]


def distance(p, a, b):
    def along(t):
        return geod.inv(p[0], p[1], a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))[2]

    best = min(along(0), along(1))
    return min(best, minimize_scalar(along, bounds=(0, 1), method="bounded", options={"xatol": 1e-12}).fun)


points = [[-0.5, 44.7], [-0.5, 45.0], [-0.55, 44.75], [14.0, 80.0], [-0.5, 44.95]]
while len(points) < 60:
    points.append([round(rng.uniform(-2.2, 3.0), 6), round(rng.uniform(42.4, 47.6), 6)])

answers = []
for p in points:
    if any(q.covers(Point(p)) for q in polygons):
        continue
    each = [min(distance(p, a, b) for a, b in zip(z, z[1:])) for z in zones]
    # Equal to a tenth of a millimetre is a tie: edges and vertices that two zones share.
    zone = next(i for i, d in enumerate(each) if d <= min(each) + 1e-4)
    plane = transform(to_lambert, polygons[zone]).distance(transform(to_lambert, Point(p)))
    answers.append({"point": p, "zone": zone, "meters": round(each[zone], 4), "lambert93": round(plane, 4)})
json.dump({"zones": zones, "answers": answers}, __import__("sys").stdout, indent=0)
