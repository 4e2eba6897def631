#!/usr/bin/env bash
# Rebuilds public/fonts/*.woff2, the faces of PDF files (*.ttf) and style/fonts.css from the published font packages.
# Run it by hand when a font, a character set or a weight changes; the results are committed.
set -euo pipefail
cd "$(dirname "$0")/.."

work=.tools/fonts
mkdir -p "$work"
(cd "$work" && npm init -y >/dev/null && npm install --no-audit --no-fund --ignore-scripts \
  @fontsource-variable/golos-text@5.3.0 @fontsource-variable/literata@5.3.0 \
  @expo-google-fonts/golos-text@0.4.2 @expo-google-fonts/literata@0.4.3)
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install fonttools==4.68.0 brotli==1.2.1

# Arial and Times New Roman are not free; Liberation Sans and Serif have the same widths by design.
liberation=${LIBERATION:-/usr/share/fonts/truetype/liberation}
[ -f "$liberation/LiberationSans-Regular.ttf" ] || { echo "install fonts-liberation first (apt-get install fonts-liberation)" >&2; exit 1; }

"$work/venv/bin/python" .ci/fonts.py "$work/node_modules/@fontsource-variable" "$liberation"
"$work/venv/bin/python" .ci/pdf_fonts.py "$work/node_modules/@expo-google-fonts"
