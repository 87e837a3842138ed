"""Class membership by mapclassify, the oracle of Tests/TileRendererTests/ClassificationTests.swift.

Usage: python classification.py > classification.json      (mapclassify 2.10, numpy, scipy, libpysal not needed)

Series: `calemp`, employment density of California's 58 counties, the series that mapclassify publishes with its classes (load_example);
`lognormal`, 300 draws, seed 20260630, rounded to two decimals so that ties occur; `ties`, small counts with many equal values.
q6 is mapclassify.Percentiles at 5, 27.5, 50, 72.5, 95; geometric is mapclassify.UserDefined at min * (max/min)^(i/k).
"""
import json
import warnings

import mapclassify as mc
import numpy as np

warnings.simplefilter("ignore")
rng = np.random.default_rng(20260630)
series = {
    "calemp": mc.load_example().to_numpy(dtype=float),
    "lognormal": np.round(rng.lognormal(1, 1, 300), 2),
    "ties": rng.poisson(3, 120).astype(float) + 1,
}


def classes(y, method, k):
    if method == "fisher":
        return mc.FisherJenks(y, k=k)
    if method == "quantile":
        return mc.Quantiles(y, k=k)
    if method == "equal":
        return mc.EqualInterval(y, k=k)
    if method == "q6":
        return mc.Percentiles(y, pct=[5, 27.5, 50, 72.5, 95, 100])
    if method == "std":
        return mc.StdMean(y)
    if method == "headtail":
        return mc.HeadTailBreaks(y)
    if method == "pretty":
        return mc.PrettyBreaks(y, k=k)
    ratio = (y.max() / y.min()) ** (1 / k)
    return mc.UserDefined(y, bins=[y.min() * ratio**i for i in range(1, k)] + [y.max()])


out = {"mapclassify": mc.__version__, "series": {n: y.tolist() for n, y in series.items()}, "membership": []}
for name, y in series.items():
    for method in ["fisher", "quantile", "equal", "q6", "std", "geometric", "headtail", "pretty"]:
        ks = [3, 5, 7] if method in ("fisher", "quantile", "equal", "geometric", "pretty") else [0]
        for k in ks:
            out["membership"].append({"series": name, "method": method, "classes": k, "yb": [int(i) for i in classes(y, method, k).yb]})
print(json.dumps(out, separators=(",", ":")))
