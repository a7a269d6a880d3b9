import type { DebugProtocol } from "@vscode/debugprotocol";
import path from "node:path";
import type { Debugger, Runtime } from "node:inspector/promises";
import { HOOK_PATH } from "../run/hook";
import { toError, type Inspector } from "./inspector";
import type { Scripts } from "./scripts";
import type { Variables } from "./variables";

/** A paused cell: its functions under way, innermost first. Only those of cells and of the project's files are shown. */
export interface Frames {
  list(): readonly DebugProtocol.StackFrame[];
  /** Whether the pause is the end of a step, and has no other reason. */
  isStep(): boolean;
  /** Whether the code belongs to the learner, but maybe to no place in the TypeScript: then the compiler added it. */
  isInKnownScript(): boolean;
  /** Whether the pause is in the same line of the same function as an earlier one. */
  isSameLine(from: Frames): boolean;
  /** The place where the code is paused, if it is a place in TypeScript. */
  getTop(): DebugProtocol.StackFrame | undefined;
  /** Whether a timer runs the code: V8 could not end it without ending the process. */
  isInTimer(): boolean;
  /** @throws Error if there is no such frame */
  listScopes(frameId: number): Promise<DebugProtocol.Scope[]>;
  /** Evaluates JavaScript in a frame. @throws Error if there is no such frame, or the code throws */
  evaluate(frameId: number, expression: string): Promise<Runtime.RemoteObject>;
}

export interface FrameTools {
  readonly scripts: Scripts;
  readonly variables: Variables;
  readonly inspector: Inspector;
}

interface KnownFrame {
  readonly frame: DebugProtocol.StackFrame;
  readonly call: Debugger.CallFrame;
}

/** Ids of frames are never used twice: a client may ask for a frame of an earlier pause. */
let lastId = 0;

export function createFrames(
  { callFrames, reason, hitBreakpoints = [] }: Debugger.PausedEventDataType,
  { scripts, variables, inspector }: FrameTools,
): Frames {
  const known = callFrames.flatMap((call) => createFrame(call, scripts));
  const [innermost] = callFrames;
  const isOnTop = known[0] !== undefined && known[0].call === innermost;

  function find(frameId: number): KnownFrame {
    const found = known.find(({ frame }) => frame.id === frameId);
    if (found === undefined) throw new Error("This frame is no longer there: the cell has run on.");
    return found;
  }

  function listScopes({ frame, call }: KnownFrame): DebugProtocol.Scope[] {
    const words = listWords(scripts.getSource(frame.source?.path ?? "") ?? "");
    const inner = call.scopeChain.filter(({ type }) => type !== "global" && type !== "script");
    const outside = inner.findIndex(({ type }) => type === "closure" || type === "module");
    const locals = outside < 0 ? inner : inner.slice(0, outside);
    const create = (name: string, from: readonly Debugger.Scope[]): DebugProtocol.Scope => ({
      name,
      variablesReference: variables.addReference({
        objects: from.map(({ object }) => object),
        has: (item) => words.has(item),
      }),
      expensive: false,
    });
    const closure = inner.slice(locals.length);
    return [create("Locals", locals), ...(closure.length === 0 ? [] : [create("Closure", closure)])];
  }

  async function evaluate({ call: { callFrameId } }: KnownFrame, expression: string): Promise<Runtime.RemoteObject> {
    const answer = await inspector.session.post("Debugger.evaluateOnCallFrame", { callFrameId, expression });
    const { result, exceptionDetails } = answer;
    if (exceptionDetails === undefined) return result;
    // The variable of another cell is not one of the frame: that cell's values are read from what all cells share.
    if (exceptionDetails.exception?.className !== "ReferenceError") throw toError(exceptionDetails);
    return inspector.evaluate(readShared(expression));
  }

  return {
    list: () => known.map(({ frame }) => frame),
    isStep: () => hitBreakpoints.length === 0 && (reason === "other" || reason === "step"),
    isInKnownScript: () => innermost !== undefined && scripts.has(innermost.location.scriptId),
    isSameLine: (from) => isSamePosition(known[0]?.frame, from.getTop()) && known.length <= from.list().length,
    getTop: () => (isOnTop ? known[0]?.frame : undefined),
    isInTimer: () => callFrames.some(({ functionName }) => functionName === "processTimers"),
    listScopes: async (frameId) => {
      const values = await inspector.evaluate(`${HOOK_PATH}.listVariables()`);
      const variablesReference = variables.addReference({ objects: [values], has: () => true });
      return [...listScopes(find(frameId)), { name: "Globals", variablesReference, expensive: false }];
    },
    evaluate: async (frameId, expression) => evaluate(find(frameId), expression),
  };
}

/** An expression outside of any function, in which the variables of all cells can be read and assigned. */
export function readShared(expression: string): string {
  return `with (${HOOK_PATH}.values) { ${expression}\n}`;
}

function isSamePosition(
  item: DebugProtocol.StackFrame | undefined,
  other: DebugProtocol.StackFrame | undefined,
): boolean {
  return item?.source?.path === other?.source?.path && item?.line === other?.line;
}

function createFrame(call: Debugger.CallFrame, scripts: Scripts): KnownFrame[] {
  const position = scripts.findPosition(call.location);
  if (position === undefined) return [];
  const { script, line, column } = position;
  const inCell = script.cell === undefined ? undefined : `cell ${script.cell}`;
  lastId += 1;
  const frame = {
    id: lastId,
    // The function without a name that contains all the others is the cell, or the file, itself.
    name: call.functionName || (isWhole(call) ? (inCell ?? path.basename(script.path)) : "(function)"),
    line,
    column,
    source: { name: inCell ?? path.basename(script.path), path: script.path },
  };
  return [{ frame, call }];
}

/** Whether a frame is that of the function that the kernel puts around a whole cell or file. */
function isWhole({ scopeChain }: Debugger.CallFrame): boolean {
  return !scopeChain.some(({ type }) => type === "closure");
}

function listWords(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu));
}
