import { startCompilerChild, type CompilerChild, type CompilerStart } from "./compiler-child";
import type { CompileResponse, AskCompiler, CompileRequest } from "./requests";

export interface CompilerProcess {
  readonly askCompiler: AskCompiler;
  /** Memory of the process in bytes, as in its last response. */
  getResidentBytes(): number;
  close(): Promise<void>;
}

interface CompilerOptions {
  /** The bundled program, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /**
   * The snapshot of the graded lab that the process starts from, see `prepareSnapshot`: reading all types again takes
   * ten seconds.
   */
  readonly snapshot?: CompilerStart["snapshot"];
  /** Processor time for all requests of one submission, see `Limits`. */
  readonly maxSeconds: number;
  /** False: all submissions wait for one that takes long, to test that `true` prevents this. */
  readonly setsSuspectsAside?: boolean;
  /**
   * Heap for TypeScript; the notebook that imports the most of AWS's clients needs less than two thirds of the default.
   */
  readonly heapMiB?: number;
  /**
   * A process that has grown by more than this since it was warm is replaced between two requests: so the memory stays bounded in a
   * batch of any length. The size when warm differs from lab to lab, with the types that are read.
   */
  readonly maxGrowthMiB?: number;
  readonly clock?: CompilerStart["clock"];
}

const MIB = 1024 * 1024;
/**
 * The share of a submission's remaining time that one request may take: some must be left for the exercises that are
 * judged alone.
 */
const SHARE = 1 / 3;
/** With less time than this left, no request is sent. */
const MIN_SECONDS = 0.5;

/**
 * Starts the trusted compiler: one process with a warm TypeScript, which all submissions of a batch share. Requests are answered one
 * after the other. A request that takes too long, or too much memory, ends the process, and the next request gets a new one.
 *
 * A submission has `maxSeconds` in all. If one of its requests takes long, the submission is a suspect: from then on its requests go
 * to a second process, which all suspects share, and the other submissions do not wait for them.
 */
export function startCompilerProcess(options: CompilerOptions): CompilerProcess {
  const { program, root, maxSeconds, setsSuspectsAside = true, heapMiB = 600, maxGrowthMiB = 120 } = options;
  const spent = new Map<string, number>();
  const suspects = new Set<string>();
  const maxGrowthBytes = maxGrowthMiB * MIB;
  const { snapshot, clock } = options;
  const start = (): Promise<CompilerChild> =>
    startCompilerChild({ program, root, snapshot, clock, memory: { heapMiB, maxGrowthBytes } });
  const usual = createQueue(start, maxGrowthBytes);
  const aside = createQueue(start, maxGrowthBytes);
  let isClosed = false;

  async function onQueue(which: typeof usual, request: CompileRequest): Promise<CompileResponse | undefined | "moved"> {
    const { of } = request;
    const left = maxSeconds - (of === undefined ? 0 : (spent.get(of) ?? 0));
    if (isClosed || left < MIN_SECONDS) return undefined;
    const child = await which.child();
    if (isClosed as boolean) {
      await child.stop();
      return undefined;
    }
    let moved: "adopted" | "ended" | undefined;
    const asking = child.askCompiler(request, {
      maxSeconds: of === undefined ? left : Math.max(left * SHARE, MIN_SECONDS),
      onSuspect: () => {
        if (of === undefined || which === aside || !setsSuspectsAside) return;
        suspects.add(of);
        which.release();
        // The request continues in its process, unless another suspect's request is running: then it starts again when
        // its turn comes.
        moved = aside.adopt(child, asking) ? "adopted" : "ended";
        if (moved === "ended") void child.stop();
      },
    });
    const { response, seconds } = await asking;
    if (of !== undefined) spent.set(of, (spent.get(of) ?? 0) + seconds);
    if (response === undefined) await child.stop();
    return response === undefined && (moved as typeof moved | undefined) === "ended" ? "moved" : response;
  }

  const askCompiler: AskCompiler = async (request) => {
    const isSuspect = request.of !== undefined && suspects.has(request.of);
    if (!isSuspect) {
      const response = await usual.turn(() => onQueue(usual, request));
      if (response !== "moved") return response;
    }
    const response = await aside.turn(() => onQueue(aside, request));
    return response === "moved" ? undefined : response;
  };
  return {
    askCompiler,
    getResidentBytes: () => usual.getResidentBytes(),
    async close() {
      // Requests that still wait must not start a new process.
      isClosed = true;
      await Promise.all([usual.stop(), aside.stop()]);
    },
  };
}

/** A queue of requests, and the process that answers them one after the other. */
function createQueue(start: () => Promise<CompilerChild>, maxGrowthBytes: number) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let current: CompilerChild | undefined;
  let starting: Promise<CompilerChild> | undefined;
  let release: () => void = () => undefined;
  const stop = async (): Promise<void> => {
    const old = current;
    const coming = starting;
    current = undefined;
    await old?.stop();
    await (await coming?.catch(() => undefined))?.stop();
  };
  const resolveAfter = (work: Promise<unknown>): void => {
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
      if (current?.hasEnded() || (current?.getGrownBytes() ?? 0) > maxGrowthBytes) await stop();
      if (current) return current;
      starting = start();
      try {
        current = await starting;
        return current;
      } finally {
        starting = undefined;
      }
    },
    getResidentBytes: () => current?.getResidentBytes() ?? 0,
    /** Answers a request when its turn comes. The turn ends with the answer, or with `release`. */
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
      resolveAfter(before.then(() => over));
      return done;
    },
    /** Lets the next request begin at once, in its own process. */
    release(): void {
      current = undefined;
      release();
    },
    /**
     * Takes over a process together with the request that it is working on; false if this queue has requests of its
     * own.
     */
    adopt(child: CompilerChild, asking: Promise<unknown>): boolean {
      if (waiting > 0) return false;
      void stop();
      current = child;
      resolveAfter(asking);
      return true;
    },
    stop,
  };
}
