import { spawn } from "node:child_process";
import { join } from "node:path";
import type { IOutput } from "@jupyterlab/nbformat";
import type { Ran } from "../../../authoring/notebook";
import type { SourceCell } from "../../../authoring/percent";
import type { Problem } from "../../../authoring/problems";
import { refuse } from "../../../authoring/problems";
import type { CellReply, RunRequest } from "./protocol";

/** Where a solution runs. */
export interface Surroundings {
  /** The project's folder, as the kernel has it for its working folder. */
  readonly root: string;
  /** The whole environment, which leads to the lab cloud. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs the cells of a solution notebook in order, as the kernel would, in a process of their own.
 *
 * @returns what each code cell left, by cell id
 * @throws CourseError naming the line of the source where a cell failed; outputs of kind `error`, which a background task may
 *   leave behind, count as failures, too
 */
export async function runSolution(
  cells: readonly SourceCell[],
  { root, env }: Surroundings,
): Promise<ReadonlyMap<string, Ran>> {
  const code = cells.filter(({ kind }) => kind === "code");
  const ran = new Map<string, Ran>();
  const request: RunRequest = { root, cells: code.map(({ id, lines }) => ({ id, code: lines.join("\n") })) };
  for await (const reply of replies(request, { root, env })) {
    const cell = code[ran.size];
    if (cell !== undefined) refuse(failureOf(cell, reply));
    ran.set(reply.id, { count: ran.size + 1, outputs: reply.outputs.map((output) => asSaved(output, root)) });
  }
  const next = code[ran.size];
  if (next !== undefined)
    refuse([
      { file: next.file, line: next.line, says: `The solution's cell \`${next.id}\` ended the process that ran it.` },
    ]);
  return ran;
}

function failureOf({ id, file, firstLine }: SourceCell, { failure, outputs }: CellReply): Problem[] {
  const late = outputs.find(({ output_type }) => output_type === "error");
  const message =
    failure?.message ?? (late === undefined ? undefined : `${String(late["ename"])}: ${String(late["evalue"])}`);
  if (message === undefined) return [];
  return [
    { file, line: firstLine + (failure?.line ?? 1) - 1, says: `The solution's cell \`${id}\` fails: ${message}` },
  ];
}

async function* replies(request: RunRequest, { root, env }: Surroundings): AsyncGenerator<CellReply> {
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--import", "tsx", join(import.meta.dirname, "run-cells.ts")],
    {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const arrived: CellReply[] = [];
  let ended = false;
  let wake = (): void => undefined;
  child.on("message", (reply) => {
    arrived.push(reply as CellReply);
    wake();
  });
  child.on("close", () => {
    ended = true;
    wake();
  });
  child.on("error", () => {
    ended = true;
    wake();
  });
  child.send(request);
  try {
    for (;;) {
      const next = arrived.shift();
      if (next !== undefined) yield next;
      else if (ended) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    if (!ended) child.kill();
  }
}

/** An output as Jupyter saves it: texts as lists of lines, and no path of the machine it ran on. */
function asSaved(output: IOutput, root: string): IOutput {
  const tidy = (text: unknown): unknown => {
    const whole = Array.isArray(text) ? text.join("") : text;
    return typeof whole === "string" ? splitLines(whole.replaceAll(`${root}/`, "").replaceAll(root, ".")) : text;
  };
  if ("text" in output) return { ...output, text: tidy(output["text"]) } as IOutput;
  if (!("data" in output) || typeof output["data"] !== "object" || output["data"] === null) return output;
  const data = Object.entries(output["data"]).map(([type, content]) => [
    type,
    /^(text\/|image\/svg)/.test(type) ? tidy(content) : content,
  ]);
  return { ...output, data: Object.fromEntries(data) } as IOutput;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
