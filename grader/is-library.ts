/** Whether a file of `src/` is what every learner has: not a solution or a learner's own old file that stands beside it, nor a test. */
export function isLibrary(path: string): boolean {
  return !/_Solution\b|_before-reset-|\.test\.ts$/.test(path);
}
