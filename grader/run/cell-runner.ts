import type { Sandbox } from "../sandbox/sandbox";
import { startCode, type CodeRunner } from "./code-runner";
import type { GradingCloudOptions } from "./grading-cloud";
import type { Plan } from "./plan";
import { openRunEnvironment, type RunEnvironment } from "./run-environment";

/**
 * A place where cells run: a fresh cloud with the resources that the plan prepares, and a process that uses this cloud
 * and waits for the first cell.
 */
export interface CellRunner {
  readonly environment: RunEnvironment;
  readonly code: CodeRunner;
  close(): Promise<void>;
}

/** The settings that a runner depends on, other than the plan. */
export interface CellRunnerSettings extends Omit<GradingCloudOptions, "cloud"> {
  readonly sandbox: Sandbox;
}

/** Opens a runner. The process may still be starting when this resolves. */
export async function openCellRunner(plan: Plan, settings: CellRunnerSettings): Promise<CellRunner> {
  const environment = await openRunEnvironment(plan, settings);
  const code = startCode({ sandbox: settings.sandbox, environment, packages: plan.packages ?? [] });
  const close = async (): Promise<void> => {
    code.kill({ end: "done", why: "" });
    await code.ended;
    await environment.close();
  };
  try {
    if (environment.stage) await plan.prepare?.(environment.stage);
    return { environment, code, close };
  } catch (error) {
    await close();
    throw error;
  }
}
