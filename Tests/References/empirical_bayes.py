"""Smoothed rates of a small series by esda (Empirical_Bayes: Marshall 1991, global), for EmpiricalBayesTests.

    pip install esda libpysal numpy
    python Tests/References/empirical_bayes.py > Tests/References/empirical_bayes.json
"""
import json

import esda
import numpy as np

events = np.array([0, 12, 3, 41, 0, 7, 1, 19, 5, 2])
population = np.array([850, 6200, 2300, 9000, 120, 4100, 310, 15000, 2700, 640])
smoothed = esda.smoothing.Empirical_Bayes(events, population).r
json.dump(
    {
        "made_with": f"esda {esda.__version__}, numpy {np.__version__}",
        "events": events.tolist(),
        "population": population.tolist(),
        "rates": [float(v) for v in np.asarray(smoothed).ravel()],
    },
    __import__("sys").stdout,
    indent=1,
)
print()
