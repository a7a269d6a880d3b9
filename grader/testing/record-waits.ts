/**
 * How long the timers wait that are started during some work, in milliseconds and in their order.
 *
 * @param instead the time that a timer then waits in truth
 */
export async function recordWaits(
  work: () => Promise<unknown>,
  instead = (ms: number): number => ms,
): Promise<number[]> {
  const { setTimeout: wait } = globalThis;
  const waits: number[] = [];
  globalThis.setTimeout = ((done: () => void, ms: number) => {
    waits.push(ms);
    return wait(done, instead(ms));
  }) as unknown as typeof setTimeout;
  try {
    await work();
  } finally {
    globalThis.setTimeout = wait;
  }
  return waits;
}
