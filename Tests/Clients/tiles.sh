#!/usr/bin/env bash
# The decoders of others read the tiles: mapbox-vector-tile those of the server and of the archive, pmtiles the archive, shapely their shapes.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
python_with mapbox-vector-tile==2.2.* pmtiles==3.* shapely==2.*
"$GEO" tiles --quiet -o "$WORK/region.pmtiles" --min-zoom 5 --max-zoom 9
serve

timeout 300 "$PYTHON" - "$URL" "$WORK/region.pmtiles" <<'PYTHON'
import gzip, json, math, sys, urllib.request
import mapbox_vector_tile
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import shape

service, archive = sys.argv[1:]


def read(path, status=200):
    with urllib.request.urlopen(service + path) as answer:
        assert answer.status == status, (path, answer.status)
        return answer.read()


def place(zoom, longitude, latitude):
    side = 2**zoom
    return int((longitude + 180) / 360 * side), int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * side)


def check(layer):
    """Valid polygons, exteriors and holes turned as MVT 2.1 asks, within the tile and its buffer."""
    for feature in layer["features"]:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid and not geometry.is_empty, feature["properties"]
        west, south, east, north = geometry.bounds
        assert -66 <= west and east <= 4162 and -66 <= south and north <= 4162, geometry.bounds


tilejson = json.loads(read("/tiles/couverture-communes.json?indicator=acteurs"))
assert tilejson["tilejson"] == "3.0.0"
codes = {}
for zoom in (5, 7, 9, 11, 14):
    x, y = place(zoom, -0.5792, 44.8378)
    url = tilejson["tiles"][0].replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y))
    tile = mapbox_vector_tile.decode(read(url[len(service):]))
    assert list(tile) == ["couverture-communes"] and tile["couverture-communes"]["extent"] == 4096
    layer = tile["couverture-communes"]
    check(layer)
    bordeaux = [f for f in layer["features"] if f["properties"]["code"] == "33063"]
    assert len(bordeaux) == 1 and bordeaux[0]["id"] == 33063 and bordeaux[0]["properties"]["acteurs"] > 0, zoom
    codes[zoom] = len(layer["features"])
assert codes[5] > codes[9] > codes[14]

published = json.loads(read("/collections/acteurs/items?limit=1"))["numberMatched"]
placed = sum(f["geometry"] is not None for f in json.loads(read("/collections/acteurs/items?limit=10000"))["features"])
for zoom in (0, 3):
    total = 0
    for column in range(2**zoom):
        for row in range(2**zoom):
            data = urllib.request.urlopen(f"{service}/tiles/acteurs/{zoom}/{column}/{row}.mvt")
            if data.status == 204:
                continue
            for feature in mapbox_vector_tile.decode(data.read())["acteurs"]["features"]:
                x, y = feature["geometry"]["coordinates"]
                if 0 <= x < 4096 and 0 < y <= 4096:
                    total += feature["properties"].get("point_count", 1)
    assert total == placed, (zoom, total, placed)

with open(archive, "rb") as file:
    source = MmapSource(file)
    assert Reader(source).header()["min_zoom"] == 5
    count = 0
    for (zoom, column, row), data in all_tiles(source):
        count += 1
        if zoom <= 7:
            for layer in mapbox_vector_tile.decode(gzip.decompress(data)).values():
                check(layer)
print(f"tiles: {count} in the archive, communes per tile {codes}, {placed} actors of {published} placed at every zoom")
PYTHON
