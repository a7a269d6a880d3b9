#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the autograder's image. See https://gradescope-autograders.readthedocs.io/en/latest/specs/
set -euo pipefail
cd "${AUTOGRADER:-/autograder}/source/course"
is_new_enough() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; }
if ! command -v node >/dev/null || ! is_new_enough; then
  curl --fail --silent --show-error --location https://nodejs.org/dist/v20.19.5/node-v20.19.5-linux-x64.tar.xz |
    tar --extract --xz --directory /usr/local --strip-components 1
fi
command -v bwrap >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends bubblewrap; }
[ -d node_modules ] || npm ci --no-audit --no-fund
# The AWS CLI and pyarrow, in the course's versions: answers may call the first with `sh`, as the labs do, and write ORC, which takes the second.
if ! [ -x .venv/bin/aws ]; then
  python3 -m venv .venv 2>/dev/null || { apt-get update && apt-get install --yes --no-install-recommends python3 python3-venv && python3 -m venv .venv; }
  .venv/bin/pip install --no-cache-dir --constraint requirements.txt awscli pyarrow
fi
# Bundled here, so that each learner's run starts quickly.
node -e 'import("./grader/core/bundle.mjs").then(({ bundleGrader }) => bundleGrader(process.cwd()))'
