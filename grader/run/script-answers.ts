import { parseUntrustedJson } from "../core/parsed-json";
import { SCRIPT_ANSWERS } from "../sandbox/inside/messages";
import type { CodeRunner } from "./code-runner";
import type { QuestionPlan, Plan, ScriptAnswer, Stage } from "./plan";
import type { RunSettings } from "./run-cells";
import { openRunEnvironment, type RunEnvironment } from "./run-environment";

/**
 * Waits for a script's answers to its questions, and then ends its process.
 *
 * @returns JSON; undefined if the process ended before
 */
export async function awaitAnswers(
  code: Pick<CodeRunner, "readNext" | "kill">,
  seconds: number,
): Promise<string | undefined> {
  for (;;) {
    const message = await code.readNext(seconds);
    if ("end" in message) return undefined;
    if (message.did !== "answer" || message.id !== SCRIPT_ANSWERS) continue;
    code.kill({ end: "done", why: "" });
    return message.json;
  }
}

/** The answers, and the result of the plan's `look` at them. */
export async function lookAtAnswers(
  json: string | undefined,
  { plan, questionPlan }: { readonly plan: Plan; readonly questionPlan: QuestionPlan },
  settings: RunSettings & { readonly environment: RunEnvironment },
): Promise<Readonly<Record<string, unknown>>> {
  const answers = parseAnswers(json);
  let environment: RunEnvironment | undefined;
  const openStage = async (): Promise<Stage> => {
    if (settings.environment.stage) return settings.environment.stage;
    environment ??= await openRunEnvironment(plan, settings);
    if (!environment.stage) throw new Error("The lab's plan says that it needs no cloud.");
    return environment.stage;
  };
  try {
    return { answers, ...(await questionPlan.look?.(answers, settings.seed, openStage)) };
  } finally {
    await environment?.close();
  }
}

/** The answers in a JSON text. A script may have written any other text, which counts as no answers. */
function parseAnswers(json: string | undefined): ScriptAnswer[] {
  const left = json === undefined ? undefined : parseUntrustedJson(json);
  return Array.isArray(left) ? left.filter(isAnswer) : [];
}

const isAnswer = (value: unknown): value is ScriptAnswer =>
  typeof value === "object" &&
  value !== null &&
  ("value" in value || ("error" in value && typeof value.error === "string"));
