import { inspect, types } from "node:util";
import { setImmediate as nextTurn } from "node:timers/promises";
import vm from "node:vm";
import type { GoodCell } from "../compile/cell";
import { CHECKPOINTS } from "../compile/checkpoints";
import type { DebugHook } from "./hook";
import { createCheckpoints, type UnusedPromise } from "./checkpoints";
import { createComms, type CommEvent, type Comms } from "./comms";
import { DISPLAY_HOOK, tslabModule } from "./display";
import { createErrorTexts } from "./error-texts";
import type { RunOutcome } from "./failure";
import { createLocalModules } from "./modules";
import { createPositions, type Position, type Positions } from "./positions";
import { createRunningCells, type CellSink, type RunningCells } from "./running-cells";
import { createRemarks } from "./remarks";
import { createResultBundle } from "./result-bundle";
import { createShared } from "./shared";
import { createReadableStacks, type Stacks } from "./stack";
import { startApart } from "./start-apart";

/** A compiled cell, with its TypeScript, if a debugger should know it. */
type CellToRun = GoodCell & { readonly code?: string };

export interface Runtime {
  readonly stacks: Stacks;
  /** A thrown value in words, with the names that the learner wrote. Never throws. */
  getErrorText(error: unknown): string;
  /** Channels between code in cells and code in the notebook. */
  readonly comms: Comms;
  /** The number of interrupts so far. */
  interrupts(): number;
  /**
   * Runs a cell; resolves when the cell is done and its rejected promises are known. Never rejects.
   *
   * @param since the number of interrupts when the cell was taken from the queue: after a later interrupt it does not
   * start
   */
  run(cell: CellToRun, sink: CellSink, since?: number): Promise<RunOutcome>;
  /** Stops waiting for the running cell, if there is one. */
  interrupt(): void;
  /** The value of a name that a cell declared; undefined if no cell did. */
  getValue(name: string): unknown;
  /** The last value of a name in a cell that failed, which later cells do not see; undefined if there is none. */
  getValueOfFailed(name: string): unknown;
  /** Assigns a new value to a name, which later cells read. */
  readonly assign: (name: string, value: unknown) => void;
}

interface RuntimeOptions {
  /** Counts interrupts in its first element; may be shared with a thread that counts while this one is busy. */
  readonly interrupts?: Int32Array<ArrayBufferLike>;
  /** Called when code stops by itself because of an interrupt. */
  readonly onInterrupt?: () => void;
  /** Sends a comm's message to the notebook. */
  readonly sendComm?: (event: CommEvent) => void;
  /** Of a kernel that offers a debugger. */
  readonly debug?: DebugHook;
}

type CellBody = (exports: object, require: unknown, labs: object) => Promise<void> | undefined;

/** For files of the project: their `await`s and unused promises are not in the learner's cells, and are not noted. */
const NOTHING_NOTED = { reached: (): void => undefined, left: (): void => undefined };

/** The number of lines before a cell in the file that tslab compiles: one, which makes every cell a module. */
const LINES_BEFORE_CELL = 1;

/**
 * Runs compiled cells in this process, in the global scope's realm, as tslab does: the values that a cell declares go
 * to one object that later cells read and write. Takes over stdout, stderr and the form of stacks for the whole
 * process.
 *
 * @param root absolute path of the project, where relative imports in cells start
 */
export function createRuntime(root: string, options: RuntimeOptions = {}): Runtime {
  const {
    interrupts = new Int32Array(1),
    onInterrupt: noticed = () => undefined,
    sendComm = () => undefined,
    debug,
  } = options;
  const positions = createPositions();
  const stacks = createReadableStacks(root, positions);
  const running = createRunningCells();
  const comms = createComms(sendComm);
  // Warnings of Node and of packages, such as the SDK's about this version of Node, are not about the learner's code.
  process.removeAllListeners("warning");
  const checkpoints = createCheckpoints(interrupts, { ...NOTHING_NOTED, noticed });
  const modules = createLocalModules(root, checkpoints, provideNotebook(running, comms));
  const shared = createShared();
  const texts = createErrorTexts(stacks, shared.values);
  debug?.connect({ compileFiles: modules.compile, values: shared.values });
  let serial = 0;

  function prepare(cell: CellToRun, script: string): CellBody {
    noteScripts(cell, script, { positions, debug });
    if (cell.writesExports) texts.keep(cell.id);
    modules.add(cell.modules);
    const start = `(${cell.awaits ? "async " : ""}function (exports, require, ${CHECKPOINTS}) { `;
    return vm.runInThisContext(`${start}${cell.js}\n})`, { filename: script, columnOffset: -start.length }) as CellBody;
  }

  async function run(cell: CellToRun, sink: CellSink, since = checkpoints.now()): Promise<RunOutcome> {
    const script = `labs-cell:${++serial}`;
    let reached: Position | undefined;
    const left: UnusedPromise[] = [];
    const cellCheckpoints = createCheckpoints(interrupts, {
      reached: (position) => {
        reached = position;
      },
      left: (promise) => void left.push(promise),
      noticed,
    });
    const putBack = shared.redeclare(cell.declared);
    const outcome = await running.run(sink, async () => {
      const body = prepare(cell, script);
      if (debug?.isOn()) await debug.waitForBreakpoints();
      await startApart(async () => {
        cellCheckpoints.turn(since);
        await body(shared.exports, modules.require, { ...cellCheckpoints, bind: shared.bind });
      });
      await showLast(cell.lastExpression && shared.take(cell.lastExpression), sink);
    });
    if (debug?.isOn()) debug.noteEnd();
    const remarks = createRemarks(left, (position) => positions.findBetween(script, position)?.line);
    if (outcome.ok) return remarks.length === 0 ? outcome : { ...outcome, remarks };
    putBack();
    const awaited = reached && positions.findBetween(script, reached);
    return awaited === undefined ? outcome : { ok: false, failure: { ...outcome.failure, awaited } };
  }

  return {
    stacks,
    getErrorText: texts.get,
    comms,
    run,
    interrupts: checkpoints.now,
    interrupt: () => {
      running.interrupt();
    },
    getValue: (name) => shared.getValue(name),
    getValueOfFailed: (name) => shared.getValueOfFailed(name),
    assign: shared.assign,
  };
}

/** Notes where the JavaScript of a cell, and of the files that it imports, comes from. */
function noteScripts(
  cell: CellToRun,
  script: string,
  { positions, debug }: { readonly positions: Positions; readonly debug: DebugHook | undefined },
): void {
  const origin = { cell: cell.id, maps: cell.maps, linesBefore: LINES_BEFORE_CELL };
  positions.add(script, origin);
  debug?.add({ script, ...origin, ...(cell.code === undefined ? {} : { code: cell.code }) });
  for (const { path, source, maps } of cell.modules) {
    positions.add(path, { file: source, maps, linesBefore: 0 });
    debug?.add({ script: path, file: source, maps, linesBefore: 0 });
  }
}

/** Shows the value of a cell's last expression; undefined shows nothing. */
async function showLast(last: unknown, sink: CellSink): Promise<void> {
  if (last === undefined) return;
  // Wait one turn: a promise that has failed already is reported as an error, and needs no remark.
  if (types.isPromise(last)) await nextTurn();
  if (types.isPromise(last) && inspect(last, { depth: 0 }).includes("<rejected>")) return;
  sink.showResult(await createResultBundle(last));
}

/** Lets cells show things and ask the person at the notebook. @returns the modules that the kernel itself provides */
function provideNotebook(running: RunningCells, comms: Comms): Readonly<Record<string, unknown>> {
  const show: CellSink["display"] = (bundle, update) => {
    running.getSink()?.display(bundle, update);
  };
  const askPerson = (question: string, password: boolean): string => {
    const ask = running.getSink()?.prompt;
    if (ask === undefined) throw new Error("There's no one to ask here: prompt works only in a notebook.");
    return ask(question, password);
  };
  Object.assign(globalThis, {
    [DISPLAY_HOOK]: show,
    prompt: (question: unknown = "", absent: unknown = "") => askPerson(String(question), false) || String(absent),
  });
  const clear: CellSink["clear"] = (wait) => running.getSink()?.clear(wait);
  return { tslab: tslabModule({ display: show, clear, prompt: askPerson, comms: comms.api }) };
}
