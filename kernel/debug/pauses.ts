import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debugger } from "node:inspector/promises";
import { setTimeout as waitFor } from "node:timers/promises";
import { createFrames, type Frames, type FrameTools } from "./frames";

/** V8's names of the ways to continue from a pause. */
type Movement = "stepOver" | "stepInto" | "stepOut" | "resume";

/** The pauses of the thread that runs cells. */
export interface Pauses {
  /** Where the cell is paused; undefined while it runs, or no cell does. */
  getCurrent(): Frames | undefined;
  /** Goes on from a pause: in steps of lines, or to the next breakpoint. @throws Error if no cell is paused */
  move(movement: Movement): Promise<void>;
  /** Stops at the next line of a cell, or of a file of the project, that runs. */
  request(): Promise<void>;
  /** Ends the paused cell's code, instead of letting it run on. */
  endPaused(): Promise<void>;
  /** Forgets a step or a request under way, and that the cell is paused. */
  clear(): void;
  /** A cell starts, or has ended. */
  setCellRunning(isRunning: boolean): void;
  readonly handlePause: (event: Debugger.PausedEventDataType) => void;
  readonly handleResume: () => void;
}

interface Step {
  readonly movement: Movement;
  readonly from: Frames;
}

const ASK_AGAIN_MS = 100;

/** The id of the only thread that clients see: the one that runs cells. */
export const THREAD = 1;

export function createPauses(tools: FrameTools, sendEvent: (event: string, body: object) => void): Pauses {
  const { inspector, variables } = tools;
  const { session } = inspector;
  let current: Frames | undefined;
  let step: Step | undefined;
  let isAsked = false;
  let isCellRunning = false;

  const post = (movement: Movement): Promise<void> =>
    movement === "resume" ? session.post("Debugger.resume") : session.post(`Debugger.${movement}`);

  async function pause(event: Debugger.PausedEventDataType): Promise<void> {
    const frames = createFrames(event, tools);
    const next = step && findNextMovement(step, frames);
    if (next === undefined || next === "resume") step = undefined;
    if (next !== undefined) return post(next);
    if (frames.list().length === 0) return post("resume");
    current = frames;
    const reason = isAsked && frames.isStep() ? { reason: "pause" } : describeReason(event);
    isAsked = false;
    sendEvent("stopped", { ...reason, threadId: THREAD, allThreadsStopped: true });
  }

  function leave(): void {
    if (current === undefined) return;
    current = undefined;
    variables.clear();
    sendEvent("continued", { threadId: THREAD, allThreadsContinued: true });
  }

  /** V8 loses a request to pause that reaches it while the cell is in the kernel's code, such as a checkpoint's. */
  async function askAgain(): Promise<void> {
    for (;;) {
      await waitFor(ASK_AGAIN_MS);
      if (!isAsked || !isCellRunning || current !== undefined) return;
      await session.post("Debugger.pause");
    }
  }

  return {
    getCurrent: () => current,
    move: async (movement) => {
      if (current === undefined) throw new Error("No cell is paused.");
      step = movement === "resume" ? undefined : { movement, from: current };
      leave();
      await post(movement);
    },
    request: async () => {
      isAsked = true;
      await session.post("Debugger.pause");
      // Fails if the debugger is turned off meanwhile.
      void askAgain().catch(() => undefined);
    },
    endPaused: async () => {
      if (current === undefined) return;
      step = undefined;
      const terminateOnResume = !current.isInTimer();
      leave();
      await session.post("Debugger.resume", { terminateOnResume });
    },
    clear: () => {
      step = undefined;
      isAsked = false;
      leave();
    },
    setCellRunning: (isRunning) => {
      isCellRunning = isRunning;
      if (!isRunning) step = undefined;
    },
    // A pause that cannot be described must not stop the cell: it continues.
    handlePause: (event) => void pause(event).catch(() => post("resume").catch(() => undefined)),
    handleResume: leave,
  };
}

/**
 * V8 steps from one part of the compiled code to the next; a learner steps from line to line. So a step that ends in
 * the line where it began, or in code that the compiler added, continues.
 *
 * @returns undefined if the pause is one for the client
 */
function findNextMovement({ movement, from }: Step, to: Frames): Movement | undefined {
  if (!to.isStep()) return undefined;
  if (to.getTop() !== undefined) return movement !== "stepOut" && to.isSameLine(from) ? movement : undefined;
  if (to.isInKnownScript()) return movement === "stepOut" ? "stepOver" : movement;
  // The cell has ended, or it has called a package.
  return to.list().length === 0 ? "resume" : "stepOut";
}

/** The pause reason to show in a client. */
function describeReason({
  reason,
  data,
  hitBreakpoints = [],
}: Debugger.PausedEventDataType): Pick<DebugProtocol.StoppedEvent["body"], "reason" | "text"> {
  if (reason === "exception" || reason === "promiseRejection") {
    const thrown = data as { description?: string; value?: unknown } | undefined;
    return { reason: "exception", text: (thrown?.description ?? String(thrown?.value)).split("\n")[0] ?? "" };
  }
  return { reason: hitBreakpoints.length > 0 || reason === "debugCommand" ? "breakpoint" : "step" };
}
