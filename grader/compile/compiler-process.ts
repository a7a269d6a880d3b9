import { startCompilerChild } from "./compiler-child";
import type { CompilerChild, CompilerStart } from "./compiler-child";
import type { CompileResponse, AskCompiler, CompileRequest } from "./requests";

export interface CompilerProcess {
  readonly askCompiler: AskCompiler;
  /** Memory of its process, as last told. */
  residentBytes(): number;
  close(): Promise<void>;
}

export interface CompilerOptions {
  /** The bundled program, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** The lab that is graded, whose snapshot its process starts from, see `compilerSnapshot`: to read all types anew takes ten seconds. */
  readonly snapshot?: CompilerStart["snapshot"];
  /** For a submission in all, see `Limits`. */
  readonly longestSeconds: number;
  /** False: all wait for one that takes long, to try what that holds back. */
  readonly setsSuspectsAside?: boolean;
  /** What TypeScript may keep; the notebook that imports the most clients of AWS's needs less than two thirds of the default. */
  readonly heapMiB?: number;
  /**
   * A process that has grown by more than this since it was warm is replaced between two requests: a batch of any length needs no more.
   * How large it is then differs from lab to lab, as the types that they read do.
   */
  readonly mostGrowthMiB?: number;
}

const MIB = 1024 * 1024;
/** Of what a submission has left, one request may take so much: something must be left for the exercises that are judged alone. */
const SHARE = 1 / 3;
/** Less than this is as good as nothing. */
const LEAST_SECONDS = 0.5;

/**
 * Starts the trusted compiler: one process with a warm TypeScript, which all submissions of a batch share. Requests are answered one
 * after the other; one that takes too long, or too much memory, costs the process, and the next request gets a new one.
 *
 * A submission has `longestSeconds` in all. One whose request takes long is a suspect: from then on its requests have a process of their
 * own, with those of other suspects, and nobody else waits for them.
 */
export function startCompilerProcess(options: CompilerOptions): CompilerProcess {
  const { program, root, longestSeconds, setsSuspectsAside = true, heapMiB = 600, mostGrowthMiB = 120 } = options;
  const spent = new Map<string, number>();
  const suspects = new Set<string>();
  const mostGrowthBytes = mostGrowthMiB * MIB;
  const { snapshot } = options;
  const start = (): Promise<CompilerChild> =>
    startCompilerChild({ program, root, snapshot, memory: { heapMiB, mostGrowthBytes } });
  const usual = queue(start, mostGrowthBytes);
  const aside = queue(start, mostGrowthBytes);
  let isClosed = false;

  async function onQueue(which: typeof usual, request: CompileRequest): Promise<CompileResponse | undefined | "moved"> {
    const { of } = request;
    const left = longestSeconds - (of === undefined ? 0 : (spent.get(of) ?? 0));
    if (isClosed || left < LEAST_SECONDS) return undefined;
    const child = await which.child();
    if (isClosed as boolean) {
      await child.stop();
      return undefined;
    }
    let moved: "adopted" | "ended" | undefined;
    const asking = child.askCompiler(request, {
      mostSeconds: of === undefined ? left : Math.max(left * SHARE, LEAST_SECONDS),
      onSuspect: () => {
        if (of === undefined || which === aside || !setsSuspectsAside) return;
        suspects.add(of);
        which.release();
        // It goes on where it is, unless another suspect does so already: then it begins anew, in its turn.
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
    residentBytes: () => usual.residentBytes(),
    async close() {
      // Requests that still wait must not start another process.
      isClosed = true;
      await Promise.all([usual.stop(), aside.stop()]);
    },
  };
}

/** Requests that wait for each other, and the process that answers them. */
function queue(start: () => Promise<CompilerChild>, mostGrowthBytes: number) {
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
      if (current?.hasEnded() || (current?.grownBytes() ?? 0) > mostGrowthBytes) await stop();
      if (current) return current;
      starting = start();
      try {
        current = await starting;
        return current;
      } finally {
        starting = undefined;
      }
    },
    residentBytes: () => current?.residentBytes() ?? 0,
    /** Answers a request in its turn, which ends with it, or when it is let go. */
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
    /** The next request need not wait any longer, and has a process of its own. */
    release(): void {
      current = undefined;
      release();
    },
    /** Takes over a process with what it works on; false if this queue has work of its own. */
    adopt(child: CompilerChild, asking: Promise<unknown>): boolean {
      if (waiting > 0) return false;
      void stop();
      current = child;
      after(asking);
      return true;
    },
    stop,
  };
}
