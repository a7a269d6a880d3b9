const LOOK_MS = 1_000;

/**
 * Calls `then` once the process that started this one is gone: another has taken its place as the parent. npm and npx pass no signal
 * on when they are killed.
 *
 * @returns stops looking
 */
export function whenParentEnds(then: () => void): () => void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, LOOK_MS);
  look.unref();
  return () => clearInterval(look);
}
