#!/usr/bin/env bash
# Grades one shard of a class: one job of an array job. Its index comes from AWS Batch or from a Kubernetes Indexed Job.
#
#   LAB          such as 01
#   SUBMISSIONS  s3://bucket/folder, or a folder
#   RESULTS      s3://bucket/folder, or a folder: the shard's only file goes there
#   SHARDS       how many jobs the array has
#   SEED         of the inputs (1)
#   WORK         a folder for this job alone (/work); a job restarted on the same disk continues where it stopped
set -euo pipefail
: "${LAB:?is missing}" "${SUBMISSIONS:?is missing}" "${RESULTS:?is missing}" "${SHARDS:?is missing}"
index=$((${AWS_BATCH_JOB_ARRAY_INDEX:-${JOB_COMPLETION_INDEX:?"is missing: this is a job of an array job"}} + 1))
course=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${WORK:-/work}
mkdir -p "$work"

submissions=$SUBMISSIONS
if [[ $SUBMISSIONS == s3://* ]]; then
  submissions=$work/submissions
  mkdir -p "$submissions"
  aws s3 sync --only-show-errors --delete "$SUBMISSIONS" "$submissions"
fi

status=0
node "$course/scripts/labs.mjs" grade "$LAB" "$submissions" --shard "$index/$SHARDS" --seed "${SEED:-1}" \
  --out "$work/shard-$index" --resume || status=$?
# Status 3: the grader failed on a submission. The others have marks; `merge-reports` names that submission.
if ((status != 0 && status != 3)); then exit "$status"; fi

file=$work/shard-$index/shard-$index-of-$SHARDS.json
if [[ $RESULTS == s3://* ]]; then
  aws s3 cp --only-show-errors "$file" "$RESULTS/$(basename "$file")"
else
  mkdir -p "$RESULTS"
  # In one step, so that a `merge-shards.sh` that runs meanwhile finds the whole file or none.
  cp "$file" "$RESULTS/.$(basename "$file").$$"
  mv "$RESULTS/.$(basename "$file").$$" "$RESULTS/$(basename "$file")"
fi
