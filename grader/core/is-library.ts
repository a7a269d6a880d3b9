/**
 * Whether a file of `src/` belongs to the library that every learner has. Solutions, a learner's own old files and
 * tests do not.
 */
export function isLibrary(path: string): boolean {
  return !/_Solution\b|_before-reset-|\.test\.ts$/.test(path);
}
