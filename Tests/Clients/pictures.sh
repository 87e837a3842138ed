#!/usr/bin/env bash
# Maps look alike in Chromium, librsvg, Inkscape and LibreOffice, on paper from a Word document too. Every picture is compared with that of librsvg,
# blurred and small, because letters differ by a pixel between programs: a part that is missing or elsewhere does not.
#
# KEEP=folder keeps the pictures.

source "$(dirname "$0")/common.sh"
need chromium librsvg2-bin inkscape libreoffice-writer libreoffice-draw poppler-utils fonts-liberation2
python_with pillow numpy python-docx

PICTURES=${KEEP:-$WORK/pictures}
mkdir -p "$PICTURES" "$WORK/home"
export HOME="$WORK/home" XDG_RUNTIME_DIR="$WORK/home"
WIDTH=1000

# The golden maps, and one of each kind that these do not have.
names=()
for golden in gironde gironde-actors epci-circles; do
  cp "$ROOT/Tests/GeoCommandTests/Snapshots/$golden.svg" "$PICTURES/$golden.svg"
  names+=("$golden")
done
cp "$ROOT/Tests/TileRendererTests/Snapshots/column-90mm.svg" "$PICTURES/"
"$GEO" map --level commune --lang en --quiet -o "$PICTURES/region-communes-en.svg"
"$GEO" map --dept 33 --template slide-16-9 --quiet -o "$PICTURES/slide.svg"
names+=(column-90mm region-communes-en slide)

for name in "${names[@]}"; do
  svg="$PICTURES/$name.svg"
  read -r width height < <(sed -nE '1s/.*width="([0-9.]+)mm" height="([0-9.]+)mm".*/\1 \2/p' "$svg")
  pixels=$(awk -v w="$width" -v h="$height" -v n=$WIDTH 'BEGIN { printf "%d", n * h / w + 0.5 }')
  timeout 60 rsvg-convert -w $WIDTH -h "$pixels" -b white "$svg" -o "$PICTURES/$name-librsvg.png"
  timeout 120 inkscape "$svg" --export-type=png --export-width=$WIDTH --export-background=white \
    --export-filename="$PICTURES/$name-inkscape.png" > "$WORK/inkscape.log" 2>&1 || { cat "$WORK/inkscape.log"; exit 1; }
  printf '<!DOCTYPE html><style>body{margin:0}img{width:%dpx;display:block}</style><img src="%s">' $WIDTH "file://$svg" > "$WORK/page.html"
  timeout 120 chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$WORK/chromium" \
    --window-size="$WIDTH,$pixels" --screenshot="$PICTURES/$name-chromium.png" "file://$WORK/page.html" > "$WORK/chromium.log" 2>&1 \
    || { cat "$WORK/chromium.log"; exit 1; }
  timeout 180 soffice --headless --convert-to pdf:draw_pdf_Export --outdir "$WORK" "$svg" > "$WORK/soffice.log" 2>&1 \
    || { cat "$WORK/soffice.log"; exit 1; }
  timeout 60 pdftoppm -png -singlefile -scale-to-x $WIDTH -scale-to-y "$pixels" "$WORK/$name.pdf" "$PICTURES/$name-libreoffice"
done

# In a Word document, as a report has it: the PNG and, in the same place, the SVG that Word shows instead.
"$PYTHON" "$(dirname "$0")/pictures.py" document "$PICTURES/gironde.svg" "$PICTURES/gironde-librsvg.png" "$WORK/report.docx"
timeout 180 soffice --headless --convert-to pdf --outdir "$WORK" "$WORK/report.docx" > "$WORK/soffice.log" 2>&1
timeout 60 pdftoppm -png -r 150 -f 1 -singlefile "$WORK/report.pdf" "$PICTURES/document"
"$PYTHON" "$(dirname "$0")/pictures.py" compare "$PICTURES" "${names[@]}"
