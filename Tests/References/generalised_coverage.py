"""Holds generalised layers against shapely's coverage_is_valid.

Usage: python generalised_coverage.py DIRECTORY > generalised_coverage.txt

DIRECTORY holds `<layer>-<metres>.hex`: the boundaries of one layer (communes, epci, departements) in Lambert-93 as hexadecimal WKB, one a line, made by
`BoundaryTopology(layers: [communes, epci, departements])`, projected and `generalised(tolerance: metres)`; 0 is the layer as it is. They are written by
GEO_GENERALISED_COVERAGE=DIRECTORY swift test -c release --filter GeneralisedCoverageTests
"""
import sys
from pathlib import Path

import shapely

print(f"shapely {shapely.__version__}, GEOS {'.'.join(map(str, shapely.geos_version))}")
for metres in [0, 50, 100, 250, 500, 1000, 2500, 5000]:
    unions = []
    for layer in ["communes", "epci", "departements"]:
        lines = (Path(sys.argv[1]) / f"{layer}-{metres}.hex").read_text().split()
        boundaries = shapely.from_wkb(lines)
        union = shapely.coverage_union_all(boundaries)
        unions.append(union)
        print(
            f"{metres} m, {layer}: {len(boundaries)}, coverage_is_valid {shapely.coverage_is_valid(boundaries)},",
            f"all valid {bool(shapely.is_valid(boundaries).all())}, parts {int(shapely.get_num_geometries(boundaries).sum())},",
            f"enclaves {sum(len(part.interiors) for part in shapely.get_parts(union))}, positions {int(shapely.get_num_coordinates(boundaries).sum())}",
        )
    same = all(shapely.symmetric_difference(unions[0], other).area == 0 for other in unions[1:])
    print(f"{metres} m: the three layers cover the same ground: {same}")
