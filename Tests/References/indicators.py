"""Figures of invented actors on the reference geography by esda, libpysal, shapely, pyproj and plain loops, for IndicatorReferenceTests.

    pip install geopandas pyogrio esda libpysal pyproj numpy
    python Tests/References/indicators.py > Tests/References/indicators.json

Actors are drawn here and written with the figures, so that the test counts the same ones. Nothing of geo is used.
"""
import json
import math
import sys
import warnings
from pathlib import Path

import esda
import geopandas as gpd
import libpysal
import numpy as np
import pyogrio
import pyproj
import shapely

warnings.simplefilter("ignore")
root = Path(__file__).resolve().parents[2]
package = root / "geodata/reference/nouvelle-aquitaine.gpkg"
communes = gpd.read_file(package, layer="communes").sort_values("code").reset_index(drop=True)
layers = {"department": "departements", "epci": "epci", "canton": "cantons"}
keys = {"department": "code_departement", "epci": "code_epci", "canton": "code_canton"}
n = len(communes)
population = communes.population.to_numpy().astype(int)
kinds = ["association", "collectivite", "entreprise", "enseignement", "sante", "fondation", "reseau", "autre"]
themes = ["eau", "sante", "education", "culture", "ECSI"]

# 600 actors, more where more people live; a third with coordinates of their own inside the commune.
rng = np.random.default_rng(20260630)
where = rng.choice(n, size=600, p=(population ** 0.7) / (population ** 0.7).sum())
to_lambert = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:2154", always_xy=True)
actors = []
for number, place in enumerate(where):
    commune = communes.iloc[place]
    position = None
    if rng.random() < 1 / 3:
        box = commune.geometry.bounds
        while position is None:
            x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
            if commune.geometry.contains(shapely.Point(x, y)):
                position = [round(float(x), 6), round(float(y), 6)]
    actors.append({
        "commune": commune.code, "position": position, "kind": kinds[rng.choice(8, p=[.4, .15, .1, .1, .1, .05, .05, .05])],
        "themes": sorted(rng.choice(themes, size=rng.integers(1, 4), replace=False).tolist()),
        "sdgs": sorted((1 + rng.choice(17, size=rng.integers(1, 5), replace=False)).tolist()),
    })

index = {code: i for i, code in enumerate(communes.code)}
a = np.zeros(n)
for actor in actors:
    a[index[actor["commune"]]] += 1

# Distances: every commune against every actor, no index.
rx, ry = to_lambert.transform(communes.lon.to_numpy(), communes.lat.to_numpy())
px, py = [], []
for actor in actors:
    if actor["position"]:
        x, y = to_lambert.transform(*actor["position"])
    else:
        x, y = rx[index[actor["commune"]]], ry[index[actor["commune"]]]
    px.append(x)
    py.append(y)
px, py = np.array(px), np.array(py)
d = np.array([np.sqrt((px - x) ** 2 + (py - y) ** 2).min() for x, y in zip(rx, ry)]) / 1000


def gini(i):
    s = [(a[m] / population[m], a[m], population[m]) for m in i]
    s.sort()
    pa, pp, total_a, total_p, out = 0.0, 0.0, sum(t[1] for t in s), sum(t[2] for t in s), 0.0
    for _, x, p in s:
        out += ((pp + p) / total_p - pp / total_p) * ((pa + x) / total_a + pa / total_a)
        pa, pp = pa + x, pp + p
    return 1 - out


def theil(x, p):
    x, p, out = np.asarray(x, float), np.asarray(p, float), 0.0
    for s, q in zip(x / x.sum(), p / p.sum()):
        if s > 0:
            out += s * math.log(s / q)
    return out


def kind_counts(chosen):
    return np.array([sum(1 for k in chosen if k["kind"] == kind) for kind in kinds], float)


by_commune = {code: [] for code in communes.code}
for actor in actors:
    by_commune[actor["commune"]].append(actor)
region_kinds = kind_counts(actors)
health = {"all": len(actors), "theme": sum("sante" in x["themes"] for x in actors)}
out = {
    "made_with": f"esda {esda.__version__}, libpysal {libpysal.__version__}, shapely {shapely.__version__} (GEOS {shapely.geos_version_string}), "
                 f"pyproj {pyproj.__version__} (PROJ {pyproj.proj_version_str}), numpy {np.__version__}, pyogrio {pyogrio.__version__}",
    "actors": actors, "radius": 7.5, "levels": {},
}
r = out["radius"]
for level in ["region", "department", "epci", "commune"]:
    groups = {"75": list(range(n))} if level == "region" else (
        {c: [i] for i, c in enumerate(communes.code)} if level == "commune" else
        {c: g.index.tolist() for c, g in communes.groupby(keys[level])})
    rows = {}
    for code, i in groups.items():
        if level == "commune" and index[code] % 40:
            continue  # a sample of the communes keeps the file small
        i = np.array(i)
        here = [x for m in i for x in by_commune[communes.code[m]]]
        p = population[i].sum()
        row = {
            "acteurs": float(a[i].sum()), "acteurs_pour_10000_hab": 10000 * a[i].sum() / p,
            "population_couverte": float(population[i][a[i] > 0].sum()),
            "part_population_proche": 100 * population[i][d[i] <= r].sum() / p,
            "distance_moyenne_km": float((population[i] * d[i]).sum() / p),
            "communes_blanches": float(((a[i] == 0) & (d[i] > r)).sum()),
            "population_blanche": float(population[i][(a[i] == 0) & (d[i] > r)].sum()),
            "odd_couverts": float(len({s for x in here for s in x["sdgs"]})),
        }
        if here:
            own = kind_counts(here)
            q = own / own.sum()
            h = -sum(v * math.log(v) for v in q if v > 0)
            row["specialisation_krugman"] = float(np.abs(q - region_kinds / region_kinds.sum()).sum() / 2)
            row["diversite_types"] = h
            row["equitabilite_types"] = h / math.log(8)
        k = sum("sante" in x["themes"] for x in here)
        if level != "region" and len(here) * health["theme"] / health["all"] >= 5:
            row["indice_specificite"] = (k / len(here)) / (health["theme"] / health["all"])
        if level in ("region", "department") and here:
            row["gini"] = gini(i)
            row["theil"] = theil(a[i], population[i])
        rows[code] = {name: float(value) for name, value in row.items()}
    out["levels"][level] = rows
g = communes.groupby("code_departement").indices
ga = np.array([a[i].sum() for i in g.values()])
gp = np.array([population[i].sum() for i in g.values()])
out["levels"]["region"]["75"]["theil_inter"] = theil(ga, gp)
out["levels"]["region"]["75"]["theil_intra"] = float(sum(x / ga.sum() * theil(a[i], population[i]) for x, i in zip(ga, g.values()) if x > 0))

# Fractional counting by a plain loop: an actor of n themes counts for 1/n in « sante ».
out["fractional_sante"] = {dep: sum(1 / len(x["themes"]) for m in i for x in by_commune[communes.code[m]] if "sante" in x["themes"])
                           for dep, i in g.items()}


# Autocorrelation, of a rate and of a variable without ties (the population). Islands are dropped first.
def weights(frame):
    w = libpysal.weights.Queen.from_dataframe(frame, use_index=False, silence_warnings=True)
    keep = [i for i in range(len(frame)) if i not in set(w.islands)]
    w = libpysal.weights.Queen.from_dataframe(frame.iloc[keep].reset_index(drop=True), use_index=False, silence_warnings=True)
    w.transform = "r"
    return keep, w


def passes(p):
    order = np.sort(p)
    ok = np.where(order <= 0.05 * np.arange(1, len(p) + 1) / len(p))[0]
    return p <= (order[ok[-1]] if len(ok) else -1)


out["autocorrelation"] = {}
np.random.seed(1)
for level in ["department", "epci", "canton", "commune"]:
    frame = communes if level == "commune" else gpd.read_file(package, layer=layers[level]).sort_values("code").reset_index(drop=True)
    codes = frame.code.tolist()
    keep, w = weights(frame)
    pops = frame.population.to_numpy().astype(float)
    parent = index if level == "commune" else None
    counts = a if level == "commune" else np.array([a[communes[keys[level]] == c].sum() for c in codes])
    rate = 10000 * counts / pops
    mr = esda.Moran(rate[keep], w, permutations=999)
    row = {
        "neighbours": int(sum(len(v) for v in w.neighbors.values())), "islands": [codes[i] for i in range(len(codes)) if i not in set(keep)],
        "rate": {"I": mr.I, "EI": mr.EI, "z": mr.z_rand, "p": mr.p_sim},
    }
    # 100 km² per inhabitant would do too: the density of the reference itself has no ties.
    density = np.log(pops / frame.surface_km2.to_numpy())
    md = esda.Moran(density[keep], w, permutations=99)
    row["log_density"] = {"I": md.I, "EI": md.EI, "z": md.z_rand}
    permutations = 9999
    local = esda.Moran_Local(density[keep], w, permutations=permutations, seed=1)
    p = np.minimum(1, 2 * local.p_sim)
    names = {1: "HH", 2: "LH", 3: "LL", 4: "HL"}
    row["log_density"]["classes"] = {codes[k]: names[int(q)] if s else "ns" for k, q, s in zip(keep, local.q, passes(p))}
    row["log_density"]["p"] = {codes[k]: float(v) for k, v in zip(keep, p)} if level != "commune" else {}
    out["autocorrelation"][level] = row
json.dump(out, sys.stdout, ensure_ascii=False, indent=None, separators=(",", ":"))
print()
