#!/usr/bin/env bash
# The server behind nginx with TLS, by the file of ops/ with its names and ports replaced: links, compression, bounds, what is closed.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need nginx-light openssl curl
port=$((20000 + RANDOM % 20000))
base="https://127.0.0.1:$port"
serve --base-url "$base" --trusted-proxy 127.0.0.1

openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
  -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2> /dev/null
mkdir "$WORK/logs"
{
  echo "daemon off; pid $WORK/nginx.pid; error_log $WORK/logs/error.log; events {} http {"
  echo "client_body_temp_path $WORK/body; proxy_temp_path $WORK/proxy; fastcgi_temp_path $WORK/f; uwsgi_temp_path $WORK/u; scgi_temp_path $WORK/s;"
  sed -E -e "s#127\.0\.0\.1:8080#${URL#http://}#" -e "s#listen 443 ssl http2#listen 127.0.0.1:$port ssl http2#" -e "s#listen 80;#listen 127.0.0.1:$((port + 1));#" \
    -e '/listen \[::\]/d' -e "s#/etc/letsencrypt/live/[^;]*/fullchain.pem#$WORK/cert.pem#" -e "s#/etc/letsencrypt/live/[^;]*/privkey.pem#$WORK/key.pem#" \
    -e "s#carte\.example\.org#127.0.0.1#" -e "s#/var/log/nginx#$WORK/logs#" "$ROOT/ops/nginx.conf"
  echo "}"
} > "$WORK/nginx.conf"
nginx -q -t -e "$WORK/logs/error.log" -c "$WORK/nginx.conf"
nginx -e "$WORK/logs/error.log" -c "$WORK/nginx.conf" &
NGINX_PID=$!
trap 'kill $NGINX_PID 2> /dev/null || true; wait $NGINX_PID 2> /dev/null || true; finish' EXIT
for _ in $(seq 50); do curl -sk -o /dev/null "$base/health/live" && break; sleep 0.1; done

get() { curl -s --cacert "$WORK/cert.pem" "$@"; }
status() { get -o /dev/null -w '%{http_code}' "$@"; }
is() { [[ $2 == "$3" ]] || { echo "$1: $2 instead of $3" >&2; exit 1; }; }

get "$base/collections/communes" | grep -q "\"href\":\"$base/collections/communes/items\"" || { echo "links are not those of the proxy" >&2; exit 1; }
for field in "Forwarded: host=evil.example;proto=http" "X-Forwarded-Host: evil.example" "X-Forwarded-Prefix: /evil" "Host: evil.example"; do
  ! get -H "$field" "$base/collections" | grep -q evil || { echo "$field got into links" >&2; exit 1; }
done
is "the same bytes through the proxy" "$(get "$base/coverage.csv" | sha256sum)" "$(curl -s "$URL/coverage.csv" | sha256sum)"
tag=$(get -D - -o /dev/null --compressed "$base/coverage.geojson" | tr -d '\r' | sed -nE 's/^etag: (.*)$/\1/pI')
is "304 through the proxy" "$(status --compressed -H "If-None-Match: $tag" "$base/coverage.geojson")" 304
is "measures through the proxy" "$(status "$base/metrics")" 404
is "measures for a forwarded client" "$(curl -s -o /dev/null -w '%{http_code}' -H 'X-Forwarded-For: 192.0.2.1' "$URL/metrics")" 404
is "measures on the machine" "$(curl -s -o /dev/null -w '%{http_code}' "$URL/metrics")" 200
is "a long URL" "$(status "$base/coverage.csv?title=$(printf 'a%.0s' $(seq 9000))")" 414
is "a body" "$(status -X GET --data-binary "@$GEO" "$base/coverage.csv")" 413
is "plain HTTP" "$(status "http://127.0.0.1:$((port + 1))/")" 301
get -o /dev/null "$base/geocode?q=12+rue+de+la+Paix"
sleep 0.2
! grep -rq "Paix" "$WORK/logs" "$WORK/serve.log" || { echo "an address is in a log" >&2; exit 1; }
echo "nginx: links, tags, bounds and logs as they should be"
