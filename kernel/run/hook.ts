/**
 * The debugger's part in the thread that runs cells. The rest is in the sockets' thread and reaches this part through
 * V8's inspector, so that a paused cell does not stop the debugger itself. While no debugger is attached, all this does
 * is to note which scripts there are.
 */
import { inspect } from "node:util";

/** The key of the symbol under which the debugger's thread finds the hook. */
const HOOK = "labs.debug";
/** The JavaScript that the debugger's thread uses to reach the hook. */
export const HOOK_PATH = `globalThis[Symbol.for("${HOOK}")]`;
/** The global function that the hook uses to call the debugger's thread; the hook immediately removes it from the globals. */
export const BINDING = "__labsDebug__";

/** A script that the kernel runs, and how its places map to TypeScript. */
export interface ScriptOrigin {
  /** The name under which V8 knows it. */
  readonly script: string;
  /** The cell's number, such as "3". */
  readonly cell?: string;
  /** The cell's TypeScript. */
  readonly code?: string;
  /** Path from the project root of a file of the project. */
  readonly file?: string;
  readonly maps: readonly [string, string];
  readonly linesBefore: number;
}

/** A call of the debugger's thread: scripts that wait for their breakpoints, or the end of a cell. */
export interface HookCall {
  readonly origins: readonly ScriptOrigin[];
  readonly ended: boolean;
}

export interface DebugHook {
  /** Notes a script that was, or is about to be, compiled. */
  add(origin: ScriptOrigin): void;
  isOn(): boolean;
  /** Resolves when the debugger has set its breakpoints in all scripts added so far. */
  waitForBreakpoints(): Promise<void>;
  /** Notes that a cell has ended. */
  noteEnd(): void;
  /** Sets what the debugger reads and changes. */
  connect(target: DebugTarget): void;
}

interface DebugTarget {
  /** Compiles the files of the project that cells may import, so that breakpoints can be set before they run. */
  compileFiles(): void;
  /** The values that cells share, by name. */
  readonly values: object;
}

/** The functions that the debugger's thread calls through the inspector. */
interface HookCommands {
  /** @returns the scripts so far, as JSON */
  start(): string;
  stop(): void;
  /** The debugger has dealt with the last call. */
  resumeCell(): void;
  /** A copy of the values that cells share. */
  listVariables(): object;
  /** The same values, to read and assign. */
  readonly values: object;
  inspect(value: unknown): string;
}

export function createDebugHook(): DebugHook {
  const origins = new Map<string, ScriptOrigin>();
  let fresh: ScriptOrigin[] = [];
  let call: ((payload: string) => void) | undefined;
  let target: DebugTarget = { compileFiles: () => undefined, values: {} };
  let resume = (): void => undefined;

  const commands: HookCommands = {
    start: () => {
      call = Reflect.get(globalThis, BINDING) as typeof call;
      Reflect.deleteProperty(globalThis, BINDING);
      target.compileFiles();
      fresh = [];
      return JSON.stringify([...origins.values()]);
    },
    stop: () => {
      call = undefined;
      resume();
    },
    resumeCell: () => {
      resume();
    },
    listVariables: () => ({ ...target.values }),
    get values() {
      return target.values;
    },
    inspect: (value) => inspect(value),
  };
  Object.defineProperty(globalThis, Symbol.for(HOOK), { value: commands });

  function send(message: HookCall): void {
    call?.(JSON.stringify(message));
  }

  return {
    add: (origin) => {
      origins.set(origin.script, origin);
      if (call !== undefined) fresh.push(origin);
    },
    isOn: () => call !== undefined,
    waitForBreakpoints: () =>
      new Promise((resolve) => {
        target.compileFiles();
        resume = resolve;
        send({ origins: fresh, ended: false });
        fresh = [];
      }),
    noteEnd: () => {
      send({ origins: [], ended: true });
    },
    connect: (newTarget) => {
      target = newTarget;
    },
  };
}
