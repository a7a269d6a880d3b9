import type { Sandbox } from "../sandbox/sandbox";
import { startCode } from "./code-runner";
import type { CodeRunner } from "./code-runner";
import type { GradingCloudOptions } from "./grading-cloud";
import type { Plan } from "./plan";
import { openTheatre } from "./theatre";
import type { Theatre } from "./theatre";

/** Where cells run: a fresh cloud, with what the plan prepares in it, and a process that speaks to it and waits for the first cell. */
export interface CellPlace {
  readonly theatre: Theatre;
  readonly code: CodeRunner;
  close(): Promise<void>;
}

/** All that a place depends on beside the plan. */
export interface PlaceSettings extends Omit<GradingCloudOptions, "cloud"> {
  readonly sandbox: Sandbox;
}

/** Opens a place. The process may still come up when this resolves. */
export async function openCellPlace(plan: Plan, settings: PlaceSettings): Promise<CellPlace> {
  const theatre = await openTheatre(plan, settings);
  const code = startCode({ sandbox: settings.sandbox, theatre, packages: plan.packages ?? [] });
  const close = async (): Promise<void> => {
    code.kill({ end: "done", why: "" });
    await code.ended;
    await theatre.close();
  };
  try {
    if (theatre.stage) await plan.prepare?.(theatre.stage);
    return { theatre, code, close };
  } catch (error) {
    await close();
    throw error;
  }
}
