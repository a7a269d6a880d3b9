#!/usr/bin/env bash
# Merges the shards of an array job. Its arguments go to `labs merge-reports`: --roster, --late, --manual, --counts.
#
#   RESULTS  where the jobs put their files: s3://bucket/folder, or a folder
#   GRADES   where the reports go: s3://bucket/folder, or a folder
#   WORK     a folder for this job alone (/work)
set -euo pipefail
: "${RESULTS:?is missing}" "${GRADES:?is missing}"
course=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${WORK:-/work}

shards=$RESULTS
if [[ $RESULTS == s3://* ]]; then
  shards=$work/shards
  mkdir -p "$shards"
  aws s3 sync --only-show-errors --delete "$RESULTS" "$shards"
fi
grades=$GRADES
if [[ $GRADES == s3://* ]]; then
  grades=$work/grades
  mkdir -p "$grades"
  # Keeps marks and comments that you entered in the tables and reports of an earlier merge.
  aws s3 sync --only-show-errors "$GRADES" "$grades"
fi

status=0
node "$course/scripts/labs.mjs" merge-reports "$shards" --out "$grades" "$@" || status=$?
if ((status != 0 && status != 3)); then exit "$status"; fi
if [[ $GRADES == s3://* ]]; then aws s3 sync --only-show-errors "$grades" "$GRADES"; fi
exit "$status"
