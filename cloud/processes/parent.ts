const LOOK_MS = 1_000;

/**
 * Calls `then` when the parent process has ended, which shows in a new parent's id. npm and npx pass on no signal when
 * they are killed.
 *
 * @returns a function that ends the watch
 */
export function onParentEnd(then: () => void): () => void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, LOOK_MS);
  look.unref();
  return () => clearInterval(look);
}
