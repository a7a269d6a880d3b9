import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
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
  /** For one order, see `Limits`. */
  readonly longestSeconds: number;
}

/** What TypeScript may keep; an honest notebook needs half of it. */
const HEAP_MIB = 400;
/** A process that has grown beyond this is replaced between two orders: a batch of any length needs no more. */
const MOST_RESIDENT_BYTES = 460 * 1024 * 1024;

/**
 * Starts the trusted compiler: one process with a warm TypeScript, which all submissions of a batch share. Orders are carried out one
 * after the other; one that takes too long, or too much memory, costs the process, and the next order gets a new one.
 */
export function startCompilerProcess({ program, root, longestSeconds }: CompilerOptions): CompilerProcess {
  let child: ChildProcess | undefined;
  let resident = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let last = 0;
  let isClosed = false;

  const start = (): ChildProcess => {
    // Nothing of the instructor's environment concerns it; it must find no settings that change what Node does.
    const env = {
      PATH: process.env["PATH"] ?? "",
      NODE_NO_WARNINGS: "1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
    return fork(program, [root], {
      cwd: root,
      env,
      execArgv: [`--max-old-space-size=${HEAP_MIB}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  };

  async function next(order: Order): Promise<Answer | undefined> {
    if (isClosed) return undefined;
    if (resident > MOST_RESIDENT_BYTES) await stop();
    child ??= start();
    const told = await answerOf(child, { n: ++last, order }, longestSeconds);
    if (told === undefined) {
      await stop();
      return undefined;
    }
    resident = told.residentBytes;
    return told.answer;
  }

  async function stop(): Promise<void> {
    const old = child;
    child = undefined;
    resident = 0;
    if (!old || old.exitCode !== null || old.signalCode !== null) return;
    const ended = once(old, "exit");
    old.kill("SIGKILL");
    await ended;
  }

  return {
    carryOut(order) {
      const done = turn.then(() => next(order));
      turn = done.catch(() => undefined);
      return done;
    },
    residentBytes: () => resident,
    close() {
      // Orders that still wait must not start another process.
      isClosed = true;
      return stop();
    },
  };
}

interface Told {
  readonly n: number;
  readonly answer: Answer;
  readonly residentBytes: number;
}

/** The answer to one order; nothing if there is none in time, or if the process has died of it. */
function answerOf(
  child: ChildProcess,
  message: { n: number; order: Order },
  seconds: number,
): Promise<Told | undefined> {
  return new Promise((resolve) => {
    const done = (told?: Told): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit);
      resolve(told);
    };
    const onMessage = (told: Told): void => {
      if (told.n === message.n) done(told);
    };
    const onExit = (): void => {
      done();
    };
    const timer = setTimeout(() => {
      done();
    }, seconds * 1000);
    child.on("message", onMessage).on("exit", onExit);
    child.send(message, (error) => {
      if (error) done();
    });
  });
}
