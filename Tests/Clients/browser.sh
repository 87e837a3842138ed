#!/usr/bin/env bash
# Leaflet and MapLibre in a real browser, in a page of another origin, draw what the service publishes.
# PICTURES: a folder to keep the screenshots in.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need chromium libjs-leaflet curl
python_with maplibre==0.3.6
serve

site="$WORK/site"
mkdir "$site"
cp -r /usr/share/javascript/leaflet "$site/leaflet"
scripts=$("$PYTHON" -c 'import importlib.util, os; print(os.path.join(importlib.util.find_spec("maplibre").submodule_search_locations[0], "srcjs"))')
cp "$scripts"/maplibre-gl.js "$scripts"/maplibre-gl.css "$site/"

cat > "$site/leaflet.html" <<'HTML'
<!doctype html><html lang="fr"><meta charset="utf-8"><title>…</title>
<link rel="stylesheet" href="leaflet/leaflet.css"><script src="leaflet/leaflet.js"></script>
<style>#map { width: 780px; height: 560px; background: #fff }</style><div id="map"></div>
<script>
const service = new URLSearchParams(location.search).get("service");
const map = L.map("map", { zoomAnimation: false, fadeAnimation: false });
const tell = (text) => { document.title = text; fetch("/result", { method: "POST", body: text }); };
const read = (path) => fetch(service + path).then((answer) => { if (!answer.ok) throw new Error(path + " " + answer.status); return answer.json(); });
(async () => {
  const coverage = await read("/coverage.geojson?level=epci&indicator=acteurs_pour_10000_hab");
  const zones = L.geoJSON(coverage, { style: { color: "#335", weight: 1, fillColor: "#69c", fillOpacity: 0.5 } }).addTo(map);
  const actors = await read("/collections/acteurs/items?limit=10000");
  const points = L.geoJSON(actors, { pointToLayer: (_, place) => L.circleMarker(place, { radius: 2, color: "#a22" }) }).addTo(map);
  map.fitBounds(zones.getBounds());
  const error = await fetch(service + "/coverage.geojson?level=canon");
  const problem = await error.json();
  tell(`leaflet ${zones.getLayers().length} zones, ${points.getLayers().length > 100 ? "points" : "none"}, ${error.status} ${problem.parameter}`);
})().catch((error) => tell("leaflet failed: " + error));
</script></html>
HTML

cat > "$site/maplibre.html" <<'HTML'
<!doctype html><html lang="fr"><meta charset="utf-8"><title>…</title>
<link rel="stylesheet" href="maplibre-gl.css"><script src="maplibre-gl.js"></script>
<style>#map { width: 780px; height: 560px }</style><div id="map"></div>
<script>
const parameters = new URLSearchParams(location.search);
const service = parameters.get("service");
const tell = (text, picture = "") => { document.title = text; fetch("/result", { method: "POST", body: text + "\n" + picture }); };
const sources = { departements: { type: "geojson", data: service + "/collections/departements/items?limit=100" } };
const layers = [
  { id: "ground", type: "background", paint: { "background-color": "#fff" } },
  { id: "fill", type: "fill", source: "departements", paint: { "fill-color": "#9bd", "fill-outline-color": "#024" } },
];
if (parameters.get("tiles")) {
  sources.tiles = { type: "vector", url: service + "/tiles/epci.json" };
  layers.push({ id: "lines", type: "line", source: "tiles", "source-layer": "epci", paint: { "line-color": "#a22" } });
}
try {
  const map = new maplibregl.Map({
    container: "map", style: { version: 8, sources, layers }, bounds: [-2, 42.6, 2.8, 47.3], fadeDuration: 0, attributionControl: false,
    canvasContextAttributes: { preserveDrawingBuffer: true }, preserveDrawingBuffer: true,
  });
  map.on("error", (event) => tell("maplibre failed: " + event.error));
  map.once("idle", () => {
    const drawn = (layer) => new Set(map.queryRenderedFeatures({ layers: [layer] }).map((feature) => feature.properties.code)).size;
    tell(`maplibre ${drawn("fill")} departements${parameters.get("tiles") ? `, ${drawn("lines")} epci` : ""}`, map.getCanvas().toDataURL());
  });
} catch (error) { tell("maplibre failed: " + error); }
</script></html>
HTML

"$PYTHON" - "$site" > "$WORK/port" <<'PYTHON' &
import functools, http.server, os, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments): pass
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(sys.argv[1] + "/../result.part", "wb") as file: file.write(body)
        os.rename(sys.argv[1] + "/../result.part", sys.argv[1] + "/../result")
        self.send_response(204)
        self.end_headers()
site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
print(site.server_port, flush=True)
site.serve_forever()
PYTHON
SITE_PID=$!
trap 'kill $SITE_PID 2> /dev/null || true; finish' EXIT
for _ in $(seq 100); do [[ -s "$WORK/port" ]] && break; sleep 0.1; done
origin="http://127.0.0.1:$(cat "$WORK/port")"

browse() { # page, expected title
  local name="${1#*//*/}" title browser
  name="${name%%.*}"
  rm -f "$WORK/result"
  local arguments=(--headless=new --no-sandbox --user-data-dir="$WORK/browser" --no-first-run --disable-background-networking
    --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist --window-size=800,600)
  chromium "${arguments[@]}" --remote-debugging-port=0 "$1" > "$WORK/browser.log" 2>&1 &
  browser=$!
  for _ in $(seq 900); do [[ -s "$WORK/result" ]] && break; sleep 0.1; done
  kill "$browser"
  wait "$browser" 2> /dev/null || true
  title=$(head -1 "$WORK/result" 2> /dev/null || true)
  # Expected as a pattern.
  if [[ $title != $2 ]]; then
    echo "the browser says \"$title\", not \"$2\"" >&2
    return 1
  fi
  echo "$title"
  [[ -n ${PICTURES:-} ]] || return 0
  if [[ $name == maplibre ]]; then
    sed -n 2p "$WORK/result" | sed 's/^data:image\/png;base64,//' | base64 -d > "$PICTURES/$name.png"
  else
    timeout 180 chromium "${arguments[@]}" --virtual-time-budget=30000 --screenshot="$PICTURES/$name.png" "$1" 2> /dev/null || true
  fi
}

browse "$origin/leaflet.html?service=$URL" "leaflet 156 zones, points, 400 level"
if [[ $(curl -s -o /dev/null -w '%{http_code}' "$URL/tiles/epci.json") == 200 ]]; then
  browse "$origin/maplibre.html?service=$URL&tiles=1" "maplibre 12 departements, 15[0-9] epci"
else
  browse "$origin/maplibre.html?service=$URL" "maplibre 12 departements"
fi
