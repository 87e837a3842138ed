# What the checks of this folder share; sourced by each, never run by itself.
#
#   need gdal-bin nginx        installs Debian packages that are missing
#   python_with shapely==2.*   $PYTHON, with these packages of PyPI beside it
#   serve [OPTION...]          starts geo serve on a free port: $URL, $SERVER_PID; ended with the script
#   $WORK                      a folder of its own, removed with the script

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
GEO="$ROOT/.build/release/geo"
export GEO_DATA="$ROOT/geodata"
WORK=$(mktemp -d)
SERVER_PID=
URL=

finish() {
  if [[ -n $SERVER_PID ]] && kill -0 "$SERVER_PID" 2> /dev/null; then
    kill "$SERVER_PID"
    wait "$SERVER_PID" || true
  fi
  rm -rf "$WORK"
}
trap finish EXIT

need() {
  local missing=() package
  for package in "$@"; do dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package"); done
  (( ${#missing[@]} )) || return 0
  echo "installing ${missing[*]}"
  local run=(env DEBIAN_FRONTEND=noninteractive)
  if [[ $(id -u) != 0 ]]; then run=(sudo "${run[@]}"); fi
  "${run[@]}" apt-get update -qq
  "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

python_with() {
  need python3-venv
  local environment="$ROOT/.build/python-$(printf '%s\n' "$@" | sha256sum | cut -c1-12)"
  PYTHON="$environment/bin/python"
  if [[ ! -e "$environment/complete" ]]; then
    python3 -m venv "$environment"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check "$@"
    touch "$environment/complete"
  fi
}

serve() {
  local log="$WORK/serve.log"
  # Nothing of a server before this one.
  : > "$log"
  "$GEO" serve --port 0 "$@" 2> "$log" &
  SERVER_PID=$!
  for _ in $(seq 200); do
    URL=$(sed -nE 's/.*(http:\/\/127\.0\.0\.1:[0-9]+).*/\1/p' "$log" | head -1)
    [[ -z $URL ]] || return 0
    kill -0 "$SERVER_PID" 2> /dev/null || break
    sleep 0.1
  done
  echo "geo serve did not start:" >&2
  cat "$log" >&2
  return 1
}
