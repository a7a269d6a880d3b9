import type { DebugProtocol } from "@vscode/debugprotocol";
import path from "node:path";
import type { Json, Message } from "../jupyter/message";
import { attach, type AttachedDebugger } from "./attached";
import { CELL_PATHS } from "./cell-path";
import { readShared } from "./frames";
import { HOOK_PATH } from "../run/hook";
import { THREAD } from "./pauses";
import { createTurns } from "./turns";

export interface Debugger {
  /**
   * Answers a `debug_request`, whose content is a request of the Debug Adapter Protocol. Never rejects.
   *
   * @returns the content of the reply
   */
  answer(request: Message): Promise<Json>;
  /** Ends the code of a paused cell, as an interrupt and the kernel's end ask. */
  endPaused(): void;
}

type Arguments = Readonly<Record<string, unknown>>;
type Command = (args: Arguments) => object | undefined | Promise<object | undefined>;

/** The debugger's answers about optional capabilities. */
const CAPABILITIES: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsModulesRequest: true,
  supportsTerminateRequest: false,
  exceptionBreakpointFilters: [
    { filter: "all", label: "Errors", description: "All errors thrown by a cell or a file of the project" },
  ],
};

/**
 * The debugger, by Jupyter's form of the Debug Adapter Protocol. Runs in the sockets' thread, which continues while a cell
 * is paused.
 *
 * @param root    absolute path of the project
 * @param publish publishes the content of a `debug_event`, with the latest request
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#debug-request
 */
export function createDebugger(root: string, publish: (event: Json, request: Message | undefined) => void): Debugger {
  let attached: AttachedDebugger | undefined;
  let lastRequest: Message | undefined;
  let showTypes = false;
  let seq = 0;
  /** One inspection after another, since each voids the values of the one before. JupyterLab asks for each output of a cell. */
  const inspectInTurn = createTurns();

  const send = (event: string, body: object = {}): void => {
    seq += 1;
    publish({ type: "event", seq, event, body }, lastRequest);
  };

  const commands: Readonly<Record<string, Command>> = {
    debugInfo: () => ({
      isStarted: attached !== undefined,
      ...CELL_PATHS,
      breakpoints: attached?.breakpoints.list() ?? [],
      stoppedThreads: attached?.pauses.getCurrent() === undefined ? [] : [THREAD],
      richRendering: true,
      exceptionPaths: [],
      copyToGlobals: false,
    }),
    initialize: async ({ clientID, supportsVariableType }) => {
      // JupyterLab shows a type instead of the value, if there is a type.
      showTypes = supportsVariableType === true && clientID !== "jupyterlab";
      attached ??= await attach({ root, showTypes: () => showTypes, sendEvent: send });
      return CAPABILITIES;
    },
    disconnect: async () => {
      const leaving = attached;
      attached = undefined;
      await leaving?.detach();
      return {};
    },
  };

  async function run(command: string, args: Arguments): Promise<object> {
    const always = commands[command];
    if (always !== undefined) return (await always(args)) ?? {};
    if (command === "inspectVariables" && attached === undefined) return { variables: [] };
    if (attached === undefined) throw new Error("The debugger is not on.");
    if (command === "attach") send("initialized");
    const handle = ATTACHED_COMMANDS[command];
    if (handle === undefined) throw new Error(`The debugger has no command ${command}.`);
    return (await handle(attached, args)) ?? {};
  }

  return {
    answer: async (message) => {
      const request = message.content;
      lastRequest = message;
      const command = String(request["command"]);
      seq += 1;
      const reply = { type: "response", seq, request_seq: request["seq"], command };
      try {
        const args = (request["arguments"] ?? {}) as Arguments;
        const body = await (command === "inspectVariables"
          ? inspectInTurn(() => run(command, args))
          : run(command, args));
        return { ...reply, success: true, body };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        // JupyterLab reads the variables of a failed answer, too.
        return { ...reply, success: false, message, body: { variables: [] } };
      }
    },
    endPaused: () => void attached?.pauses.endPaused().catch(() => undefined),
  };
}

type AttachedCommand = (
  attached: AttachedDebugger,
  args: Arguments,
) => object | undefined | Promise<object> | Promise<void>;

const getNumber = (args: Arguments, name: string): number => Number(args[name]);

/** The path of the source that a request is about. @throws Error if the request names none */
function getPath({ source }: Arguments): string {
  const { path: requested } = (source ?? {}) as DebugProtocol.Source;
  if (typeof requested !== "string") throw new Error("The request doesn't name a source.");
  return requested;
}

function requirePaused(attached: AttachedDebugger): NonNullable<ReturnType<AttachedDebugger["pauses"]["getCurrent"]>> {
  const paused = attached.pauses.getCurrent();
  if (paused === undefined) throw new Error("No cell is paused.");
  return paused;
}

/** The value of an expression, in a frame or outside of all. */
function evaluate(attached: AttachedDebugger, { expression, frameId }: Arguments) {
  const paused = attached.pauses.getCurrent();
  return paused !== undefined && typeof frameId === "number"
    ? paused.evaluate(frameId, String(expression))
    : attached.inspector.evaluate(readShared(String(expression)));
}

async function listGlobals({ inspector, variables }: AttachedDebugger): Promise<DebugProtocol.Variable[]> {
  const values = await inspector.evaluate(`${HOOK_PATH}.listVariables()`);
  return variables.list(variables.addReference({ objects: [values], has: () => true }));
}

const ATTACHED_COMMANDS: Readonly<Record<string, AttachedCommand>> = {
  attach: () => ({}),
  configurationDone: () => ({}),
  threads: () => ({ threads: [{ id: THREAD, name: "cells" }] }),
  dumpCell: ({ scripts }, { code }) => ({ sourcePath: scripts.noteCell(String(code)) }),
  source: ({ scripts }, args) => {
    const content = scripts.getSource(getPath(args));
    if (content === undefined) throw new Error(`No cell and no file of the project has the path ${getPath(args)}.`);
    return { content, mimeType: "text/typescript" };
  },
  modules: ({ scripts }) => {
    const files = scripts.listFiles();
    const modules = files.map((file, id) => ({ id, name: path.basename(file), path: file }));
    return { modules, totalModules: modules.length };
  },
  setBreakpoints: async ({ breakpoints }, args) => ({
    breakpoints: await breakpoints.set(getPath(args), (args["breakpoints"] ?? []) as DebugProtocol.SourceBreakpoint[]),
  }),
  setExceptionBreakpoints: async ({ inspector }, { filters }) => {
    const state = Array.isArray(filters) && filters.includes("all") ? "all" : "none";
    await inspector.session.post("Debugger.setPauseOnExceptions", { state });
  },
  stackTrace: (attached, { startFrame, levels }) => {
    const frames = attached.pauses.getCurrent()?.list() ?? [];
    const start = Number(startFrame ?? 0);
    return {
      stackFrames: frames.slice(start, levels ? start + Number(levels) : undefined),
      totalFrames: frames.length,
    };
  },
  scopes: async (attached, args) => ({
    scopes: await requirePaused(attached).listScopes(getNumber(args, "frameId")),
  }),
  variables: async ({ variables }, args) => ({
    variables: await variables.list(getNumber(args, "variablesReference")),
  }),
  inspectVariables: async (attached) => {
    if (attached.pauses.getCurrent() === undefined) attached.variables.clear();
    return { variables: await listGlobals(attached) };
  },
  richInspectVariables: async (attached, args) => {
    const value = await evaluate(attached, { ...args, expression: args["variableName"] });
    const text = await attached.variables.inspect(value);
    return { data: { "text/plain": text }, metadata: {} };
  },
  evaluate: async (attached, args) => {
    const value = await evaluate(attached, args);
    const { value: result, type, variablesReference } = attached.variables.describe("", value);
    return { result, variablesReference, ...(type === undefined ? {} : { type }) };
  },
  continue: async (attached) => {
    await attached.pauses.move("resume");
    return { allThreadsContinued: true };
  },
  next: (attached) => attached.pauses.move("stepOver"),
  stepIn: (attached) => attached.pauses.move("stepInto"),
  stepOut: (attached) => attached.pauses.move("stepOut"),
  pause: (attached) => attached.pauses.request(),
};
