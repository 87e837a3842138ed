#!/usr/bin/env bash
# QGIS, without a screen, opens the service by its OGC API Features provider: counts, a filter and a box that the server applies, attributes.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need python3-qgis
serve

cat > "$WORK/read.py" <<'PYTHON'
import os
import sys
from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
url = sys.argv[1]


def layer(name, more=""):
    opened = QgsVectorLayer(f" url='{url}/' typename='{name}' restrictToRequestBBOX='1' pagingEnabled='true'{more}", name, "OAPIF")
    assert opened.isValid(), f"{name}: {opened.error().summary()}"
    return opened


def codes(features):
    return sorted(feature["code"] for feature in features)


departments = layer("departements")
assert departments.crs().authid() in ("OGC:CRS84", "EPSG:4326"), departments.crs().authid()
assert codes(departments.getFeatures()) == "16 17 19 23 24 33 40 47 64 79 86 87".split(), codes(departments.getFeatures())
assert {field.name() for field in departments.fields()} >= {"code", "nom", "population", "surface_km2", "vintage"}

communes = layer("communes")
total = sum(1 for _ in communes.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.NoGeometry)))
assert total == 4293, total
box = QgsFeatureRequest().setFilterRect(QgsRectangle(-0.60, 44.82, -0.55, 44.86))
inside = codes(communes.getFeatures(box))
assert "33063" in inside and len(inside) < 20, inside
bordeaux = next(feature for feature in communes.getFeatures(box) if feature["code"] == "33063")
assert bordeaux["nom"] == "Bordeaux" and bordeaux.geometry().isGeosValid() and not bordeaux.geometry().isEmpty()

filtered = layer("communes")
filtered.setSubsetString("\"code_departement\" = '33' AND \"population\" > 10000")
large = codes(filtered.getFeatures())
assert "33063" in large and all(code.startswith("33") for code in large) and len(large) < 60, large

coverage = layer("couverture-departements")
gironde = next(feature for feature in coverage.getFeatures() if feature["code"] == "33")
assert gironde["acteurs"] > 0, gironde["acteurs"]
actors = layer("acteurs")
assert sum(1 for _ in actors.getFeatures()) > 100
print(f"QGIS: 12 departments, {total} communes, {len(inside)} in a box, {len(large)} by a filter, the Gironde with {gironde['acteurs']:.0f} actors")
sys.stdout.flush()
# Without taking QGIS down: its bindings sometimes fail there, when everything has been seen.
os._exit(0)
PYTHON
QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$WORK" HOME="$WORK" timeout 300 /usr/bin/python3 "$WORK/read.py" "$URL"
