// Any version of Node must be able to parse this file: only old syntax, no `node:` imports.

const MAJOR = 20;
const MINOR = 19;

/**
 * The problem of a version of Node.
 *
 * @param {string} version as in `process.versions.node`, such as "20.19.1"
 * @returns {string | undefined} one line with what to do, or undefined if the version is suitable
 */
export function findNodeProblem(version) {
  const parts = version.split(".").map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return undefined;
  return (
    "Node " +
    version +
    " is too old: the labs need Node " +
    MAJOR +
    "." +
    MINOR +
    " or newer. " +
    "Install the current LTS version from https://nodejs.org, then run this again."
  );
}
