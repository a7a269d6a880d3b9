#!/usr/bin/env bash
# Creates the zip file that Gradescope accepts as an autograder: deploy/gradescope/make-zip.sh 01 12345 autograder.zip
# The zip contains the course as committed, with its solutions: they stay in the autograder's image.
set -euo pipefail
lab=${1:?"which lab? such as 01"} seed=${2:?"which seed? a number that you tell nobody"} zip=${3:?"which file is made?"}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
printf 'LAB=%q\nSEED=%q\nUNSAFE=%q\n' "$lab" "$seed" "${UNSAFE:-}" >"$made/settings.env"
git -C "$here/../.." archive --format=zip --output="$(realpath -m "$zip")" \
  --add-file="$here/setup.sh" --add-file="$here/run_autograder" --add-file="$made/settings.env" --prefix=course/ HEAD
