#!/usr/bin/env bash
# The definition of the API: valid OpenAPI 3.0, and kept by the service whatever Schemathesis asks (no 5xx, nothing undocumented).
# EXAMPLES: how many requests it invents for each path.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
python_with openapi-spec-validator==0.9.* schemathesis==4.*
serve

curl -sf "$URL/api" > "$WORK/api.json"
"$PYTHON" -m openapi_spec_validator --schema 3.0.0 "$WORK/api.json"

cd "$WORK"
timeout 900 "$(dirname "$PYTHON")/schemathesis" run "$URL/api" --url "$URL" --phases examples,coverage,fuzzing \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
  --max-examples "${EXAMPLES:-10}" --generation-deterministic --workers 1 --request-timeout 30 --no-color > report.txt \
  || { tail -150 report.txt; exit 1; }
kill -0 "$SERVER_PID"
tail -12 report.txt
