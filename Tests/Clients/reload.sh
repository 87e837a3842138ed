#!/usr/bin/env bash
# 10,000 requests while the store changes every second: none is lost, none mixes two states; then the server is killed and started again.
# REQUESTS: how many.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need curl
store="$WORK/observatoire.gpkg"

# Each state has as many actors in the commune as its number says, and as many in the department.
list() {
  echo "id;nom;ville;insee;publication"
  for number in $(seq "$1"); do echo "a$number;Acteur $number;Bordeaux;33063;oui"; done
}
list 1 > "$WORK/list.csv"
"$GEO" import "$WORK/list.csv" --store "$store" --quiet > /dev/null
serve --store "$store"

cat > "$WORK/ask.py" <<'PYTHON'
import http.client, json, sys, threading, time
port, requests = int(sys.argv[1]), int(sys.argv[2])
seen, wrong, lock = {}, [], threading.Lock()

def ask(share):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(share):
        try:
            # Two figures that must be of one state, and bytes that the tag stands for.
            client.request("GET", "/collections/couverture-departements/items/33")
            figures = client.getresponse(); body = figures.read()
            properties = json.loads(body)["properties"]
            actors, rate = properties["acteurs"], properties["acteurs_pour_10000_hab"]
            tag = figures.headers["ETag"]
            with lock:
                if figures.status != 200: wrong.append(figures.status)
                if abs(rate - actors * 10000 / properties["population"]) > 0.001: wrong.append(f"{actors} actors, {rate}")
                if seen.setdefault(tag, (actors, body)) != (actors, body): wrong.append(f"{tag} has two bodies")
        except Exception as error:
            with lock: wrong.append(repr(error))
            client.close()
        # Over some twenty seconds, so that there are many states.
        time.sleep(0.008)
    client.close()

threads = [threading.Thread(target=ask, args=(requests // 4,)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
states = sorted(actors for actors, _ in seen.values())
assert not wrong, wrong[:10]
assert len(set(states)) == len(states), f"one state, two tags: {states}"
print(f"{requests} requests, none lost, {len(states)} states seen, each with one tag")
PYTHON

requests=${REQUESTS:-10000}
python3 "$WORK/ask.py" "${URL##*:}" "$requests" &
asking=$!
for number in $(seq 2 120); do
  kill -0 "$asking" 2> /dev/null || break
  list "$number" > "$WORK/list.csv"
  "$GEO" import "$WORK/list.csv" --store "$store" --quiet > /dev/null
  sleep 1
done
wait "$asking"

kill -9 "$SERVER_PID"
wait "$SERVER_PID" 2> /dev/null || true
sleep 0.2
serve --store "$store"
actors=$(curl -sf "$URL/health/ready" | sed -nE 's/.*"actors":([0-9]+).*/\1/p')
expected=$(curl -sf "$URL/collections/couverture-departements/items/33" | sed -nE 's/.*"acteurs":([0-9]+),.*/\1/p')
[[ $actors == "$expected" ]] || { echo "after kill -9: $actors actors, $expected in the Gironde" >&2; exit 1; }
echo "killed and started again: $actors actors"
