import { startCompilerChild } from "./compiler-child";
import type { CompilerChild } from "./compiler-child";
import type { Answer, CarryOut, Order } from "./orders";

export interface CompilerProcess {
  readonly carryOut: CarryOut;
  /** Memory of its process, as last told. */
  residentBytes(): number;
  close(): Promise<void>;
}

export interface CompilerOptions {
  /** The bundled program, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** For a submission in all, see `Limits`. */
  readonly longestSeconds: number;
  /** False: all wait for one that takes long, to try what that holds back. */
  readonly setsSuspectsAside?: boolean;
  /** What TypeScript may keep; an honest notebook needs half of what it has by default. */
  readonly heapMiB?: number;
  /** A process that has grown beyond this is replaced between two orders: a batch of any length needs no more. */
  readonly mostResidentMiB?: number;
}

const MIB = 1024 * 1024;
/** Of what a submission has left, one order may take so much: something must be left for the exercises that are judged alone. */
const SHARE = 1 / 3;
/** Less than this is as good as nothing. */
const LEAST_SECONDS = 0.5;

/**
 * Starts the trusted compiler: one process with a warm TypeScript, which all submissions of a batch share. Orders are carried out one
 * after the other; one that takes too long, or too much memory, costs the process, and the next order gets a new one.
 *
 * A submission has `longestSeconds` in all. One whose order takes long is a suspect: from then on its orders have a process of their
 * own, with those of other suspects, and nobody else waits for them.
 */
export function startCompilerProcess(options: CompilerOptions): CompilerProcess {
  const { program, root, longestSeconds, setsSuspectsAside = true, heapMiB = 400, mostResidentMiB = 460 } = options;
  const spent = new Map<string, number>();
  const suspects = new Set<string>();
  const start = (): CompilerChild => startCompilerChild(program, root, heapMiB);
  const usual = queue(start, mostResidentMiB * MIB);
  const aside = queue(start, mostResidentMiB * MIB);
  let isClosed = false;

  async function onQueue(which: typeof usual, order: Order): Promise<Answer | undefined | "moved"> {
    const { of } = order;
    const left = longestSeconds - (of === undefined ? 0 : (spent.get(of) ?? 0));
    if (isClosed || left < LEAST_SECONDS) return undefined;
    const child = await which.child();
    let moved: "adopted" | "ended" | undefined;
    const carrying = child.carryOut(order, {
      mostSeconds: of === undefined ? left : Math.max(left * SHARE, LEAST_SECONDS),
      onSuspect: () => {
        if (of === undefined || which === aside || !setsSuspectsAside) return;
        suspects.add(of);
        which.release();
        // It goes on where it is, unless another suspect does so already: then it begins anew, in its turn.
        moved = aside.adopt(child, carrying) ? "adopted" : "ended";
        if (moved === "ended") void child.stop();
      },
    });
    const { answer, seconds } = await carrying;
    if (of !== undefined) spent.set(of, (spent.get(of) ?? 0) + seconds);
    if (answer === undefined) await child.stop();
    return answer === undefined && (moved as typeof moved | undefined) === "ended" ? "moved" : answer;
  }

  const carryOut: CarryOut = async (order) => {
    const isSuspect = order.of !== undefined && suspects.has(order.of);
    if (!isSuspect) {
      const answer = await usual.turn(() => onQueue(usual, order));
      if (answer !== "moved") return answer;
    }
    const answer = await aside.turn(() => onQueue(aside, order));
    return answer === "moved" ? undefined : answer;
  };
  return {
    carryOut,
    residentBytes: () => usual.residentBytes(),
    async close() {
      // Orders that still wait must not start another process.
      isClosed = true;
      await Promise.all([usual.stop(), aside.stop()]);
    },
  };
}

/** Orders that wait for each other, and the process that carries them out. */
function queue(start: () => CompilerChild, mostResidentBytes: number) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let current: CompilerChild | undefined;
  let release: () => void = () => undefined;
  const stop = async (): Promise<void> => {
    const old = current;
    current = undefined;
    await old?.stop();
  };
  const after = (work: Promise<unknown>): void => {
    waiting += 1;
    last = work.then(
      () => undefined,
      () => undefined,
    );
    void last.then(() => {
      waiting -= 1;
    });
  };
  return {
    async child(): Promise<CompilerChild> {
      if (current?.hasEnded() || (current?.residentBytes() ?? 0) > mostResidentBytes) await stop();
      current ??= start();
      return current;
    },
    residentBytes: () => current?.residentBytes() ?? 0,
    /** Carries out an order in its turn, which ends with it, or when it is let go. */
    turn<T>(work: () => Promise<T>): Promise<T> {
      const before = last;
      const done = before.then(() => {
        const freed = new Promise<void>((resolve) => {
          release = resolve;
        });
        const working = work();
        over = Promise.race([working, freed]);
        return working;
      });
      let over: Promise<unknown> = Promise.resolve();
      after(before.then(() => over));
      return done;
    },
    /** The next order need not wait any longer, and has a process of its own. */
    release(): void {
      current = undefined;
      release();
    },
    /** Takes over a process with what it carries out; false if this queue has work of its own. */
    adopt(child: CompilerChild, carrying: Promise<unknown>): boolean {
      if (waiting > 0) return false;
      void stop();
      current = child;
      after(carrying);
      return true;
    },
    stop,
  };
}
