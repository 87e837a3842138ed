#!/usr/bin/env bash
# GDAL reads the service as OGC API Features: layers, counts, a filter that the server applies, a copy with its fields and coordinates.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need gdal-bin
serve

layers=$(ogrinfo -q "OAPIF:$URL" | sed -nE 's/^[0-9]+: ([a-z-]+).*/\1/p' | sort | tr '\n' ' ')
for layer in acteurs cantons communes couverture-communes couverture-departements departements epci regions; do
  [[ " $layers" == *" $layer "* ]] || { echo "layer $layer is missing: $layers" >&2; exit 1; }
done

count() { ogrinfo -q -ro -so -al "$@" | sed -nE 's/^Feature Count: ([0-9]+)$/\1/p'; }
expect() { [[ $2 == "$3" ]] || { echo "$1: $2 instead of $3" >&2; exit 1; }; }
info=$(ogrinfo -ro -so "OAPIF:$URL" communes)
expect "communes" "$(sed -nE 's/^Feature Count: ([0-9]+)$/\1/p' <<< "$info")" 4293
info=$(ogrinfo -ro -so "OAPIF:$URL" communes -where "code_departement = '33' AND population > 10000")
filtered=$(sed -nE 's/^Feature Count: ([0-9]+)$/\1/p' <<< "$info")
own=$(ogr2ogr -f CSV /vsistdout/ "$GEO_DATA/reference/nouvelle-aquitaine.gpkg" -dialect SQLite \
  -sql "SELECT COUNT(*) AS n FROM communes WHERE code_departement = '33' AND population > 10000" | tail -1 | tr -d '"')
expect "communes of the Gironde above 10,000 inhabitants" "$filtered" "$own"

# All pages, then the same figures as from the file that the service reads.
ogr2ogr "$WORK/copy.gpkg" "OAPIF:$URL" communes -oo PAGE_SIZE=1000
sql() { ogr2ogr -f CSV /vsistdout/ "$1" -dialect SQLite -sql "$2" | tail -n +2 | tr -d '"'; }
expect "codes of the copy" \
  "$(sql "$WORK/copy.gpkg" "SELECT code, nom, population FROM communes ORDER BY code" | sha256sum)" \
  "$(sql "$GEO_DATA/reference/nouvelle-aquitaine.gpkg" "SELECT code, nom, population FROM communes ORDER BY code" | sha256sum)"
ogr2ogr -f GeoJSON "$WORK/l93.json" "OAPIF:$URL" departements -oo CRS=http://www.opengis.net/def/crs/EPSG/0/2154 2> /dev/null \
  || ogr2ogr -f GeoJSON "$WORK/l93.json" "OAPIF:$URL" departements
expect "features with a box" "$(ogr2ogr -f CSV /vsistdout/ "OAPIF:$URL" communes -spat -0.6 44.8 -0.55 44.86 -select code | tail -n +2 | grep -c 33063)" 1
echo "GDAL: $(wc -w <<< "$layers") layers, 4293 communes, $filtered above 10,000 inhabitants in the Gironde"
