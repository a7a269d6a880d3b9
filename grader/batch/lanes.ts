/** Limits how many submissions are graded at the same time; submissions that take long are not counted. */
interface Lanes {
  /**
   * Grades one submission.
   *
   * @param another opens a further lane when the submission takes long; gives undefined if nothing is left to grade
   */
  pass<T>(grade: () => Promise<T>, another: () => Promise<void> | undefined): Promise<T>;
  /** More lanes are open than there should be, since a long submission is finished: one lane must end. */
  hasTooMany(): boolean;
  /** Resolves when all lanes are done, those opened later included. @throws the first failure */
  waitForAll(first: readonly Promise<void>[]): Promise<void>;
}

/**
 * The first submissions wait for the compiler, which reads the SDK's types once: they may take this many times as long.
 */
const COLD = 2;

/**
 * Keeps a number of lanes for submissions that take their usual time. For each submission that takes longer, another lane is opened, up to
 * twice the number, so that endless loops do not hold up the others.
 *
 * @param longMs from this time on a submission counts as long, once the first one is finished
 */
export function createLanes({ workers, longMs }: { workers: number; longMs: number }): Lanes {
  let open = 0;
  let long = 0;
  let isWarm = false;
  let fail: (error: unknown) => void = () => undefined;
  let finishLane: () => void = () => undefined;
  const over = new Promise<void>((resolve, reject) => {
    finishLane = resolve;
    fail = reject;
  });
  const add = (lane: Promise<void>): void => {
    open += 1;
    lane.then(() => {
      open -= 1;
      if (open === 0) finishLane();
    }, fail);
  };
  return {
    async pass(grade, another) {
      let isLong = false;
      const timer = setTimeout(
        () => {
          isLong = true;
          long += 1;
          const lane = open < 2 * workers ? another() : undefined;
          if (lane) add(lane);
        },
        isWarm ? longMs : COLD * longMs,
      );
      try {
        return await grade();
      } finally {
        isWarm = true;
        clearTimeout(timer);
        if (isLong) long -= 1;
      }
    },
    hasTooMany: () => open - long > workers,
    waitForAll(first) {
      first.forEach(add);
      if (open === 0) finishLane();
      return over;
    },
  };
}
