import { createBreakpoints, type Breakpoints } from "./breakpoints";
import { BINDING, HOOK_PATH, type HookCall, type ScriptOrigin } from "../run/hook";
import { connectInspector, turnOnDebugger, type Inspector } from "./inspector";
import { createPauses, type Pauses } from "./pauses";
import { createScripts, type Scripts } from "./scripts";
import { createVariables, type Variables } from "./variables";

/** A debugger that is attached to the thread that runs cells. */
export interface AttachedDebugger {
  readonly inspector: Inspector;
  readonly scripts: Scripts;
  readonly breakpoints: Breakpoints;
  readonly variables: Variables;
  readonly pauses: Pauses;
  /** Leaves no breakpoints; a paused cell runs on. */
  detach(): Promise<void>;
}

interface AttachOptions {
  /** Absolute path of the project. */
  readonly root: string;
  readonly showTypes: () => boolean;
  readonly sendEvent: (event: string, body: object) => void;
}

/** @throws Error if the inspector cannot be had, such as when Node was built without it */
export async function attach({ root, showTypes, sendEvent }: AttachOptions): Promise<AttachedDebugger> {
  const inspector = connectInspector();
  const scripts = createScripts(root, inspector);
  const variables = createVariables(inspector, showTypes);
  const pauses = createPauses({ inspector, scripts, variables }, sendEvent);
  const breakpoints = createBreakpoints(inspector, scripts, (breakpoint) => {
    sendEvent("breakpoint", { reason: "changed", breakpoint });
  });

  async function handleCall({ origins, ended }: HookCall): Promise<void> {
    pauses.setCellRunning(!ended);
    if (ended) return;
    try {
      await breakpoints.setIn(await scripts.addOrigins(origins));
    } finally {
      await inspector.evaluate(`${HOOK_PATH}.resumeCell()`);
    }
  }

  await turnOnDebugger(inspector, BINDING, {
    onScript: scripts.note,
    onPaused: pauses.handlePause,
    onResumed: pauses.handleResume,
    // Fails if the debugger is turned off meanwhile: then the hook lets the cell run.
    onCall: (payload) => void handleCall(JSON.parse(payload) as HookCall).catch(() => undefined),
  });
  const { value } = await inspector.evaluate(`${HOOK_PATH}.start()`, { returnByValue: true });
  await scripts.addOrigins(JSON.parse(String(value)) as ScriptOrigin[]);

  return {
    inspector,
    scripts,
    breakpoints,
    variables,
    pauses,
    detach: async () => {
      pauses.clear();
      await inspector.evaluate(`${HOOK_PATH}.stop()`);
      inspector.session.disconnect();
    },
  };
}
