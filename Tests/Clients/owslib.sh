#!/usr/bin/env bash
# OWSLib walks the service: conformance, collections, queryables, pages, one feature, a filter.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
python_with OWSLib==0.35.*
serve

timeout 120 "$PYTHON" - "$URL" <<'PYTHON'
import sys
from owslib.ogcapi.features import Features

service = Features(sys.argv[1] + "/")
classes = service.conformance()["conformsTo"]
assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson" in classes, classes
assert service.api()["openapi"].startswith("3.0")
names = service.feature_collections()
assert {"communes", "epci", "departements", "acteurs", "couverture-communes"} <= set(names), names
description = service.collection("communes")
assert description["id"] == "communes" and description["storageCrs"].endswith("CRS84")
assert "population" in service.collection_queryables("communes")["properties"]
page = service.collection_items("communes", limit=10, code_departement="33")
assert page["numberReturned"] == 10 and all(f["properties"]["code_departement"] == "33" for f in page["features"]), page["numberMatched"]
bordeaux = service.collection_item("communes", "33063")
assert bordeaux["properties"]["nom"] == "Bordeaux"
large = service.collection_items("communes", filter="population > 100000", limit=100)
assert {f["id"] for f in large["features"]} >= {"33063", "87085"}, [f["id"] for f in large["features"]]
inside = service.collection_items("communes", bbox=[-0.60, 44.82, -0.55, 44.86])
assert "33063" in {f["id"] for f in inside["features"]}
print(f"OWSLib: {len(names)} collections, {page['numberMatched']} communes in the Gironde, {large['numberMatched']} above 100,000 inhabitants")
PYTHON
