#!/usr/bin/env bash
# Mixed load on the server for SOAK_SECONDS (60; make soak: 600), on loopback: no fault, and memory that does not grow.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need python3
serve
python3 "$ROOT/Tests/Clients/soak.py" "${URL##*:}" "$SERVER_PID" "${SOAK_SECONDS:-60}"
