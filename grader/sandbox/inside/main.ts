/** The program that runs in a sandbox; bundled into one file. It contains no part of any lab. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { CompiledCell } from "../../../kernel/cells";
import { createCellRunner, type CellRunner } from "../../../kernel/run/runner";
import type { CellResult } from "../../../kernel/compile/cell";
import { toPlainBigInt } from "../../core/big-int";
import { openBridge } from "./bridge";
import { listen, sendMessage } from "./channel";
import { createCallLog } from "./call-log";
import { loadByCodeCache } from "./code-cache";
import { runAgain } from "./run-again";
import { waitIsOver, waitOnCloudTime } from "./cloud-time";
import {
  BRIDGE_VARIABLE,
  CODE_CACHE_VARIABLE,
  LAB_INSIDE,
  PACKAGES_VARIABLE,
  ROOT_VARIABLE,
  SCRIPT_ANSWERS,
  type CellRepetition,
  type SandboxCommand,
  type Question,
} from "./messages";

/** A cell's printed text is for feedback only: its beginning is enough. */
const MAX_OUTPUT_LENGTH = 20_000;

const { stringify } = JSON;

const root = process.env[ROOT_VARIABLE] ?? LAB_INSIDE;
let runner: CellRunner | undefined;
const calls = createCallLog();
/** The cells that have run, for questions that run one again. */
const cells = new Map<string, CompiledCell>();

/** The exports of the driver of a script with questions. */
interface QuestionDriver {
  answerQuestions(questions: readonly unknown[]): Promise<string>;
}

async function obey(command: SandboxCommand): Promise<void> {
  if (command.run === "on") {
    waitIsOver(command.wait);
  } else if (command.run === "cell") {
    runner ??= createCellRunner(root);
    calls.begin(command.cell.id);
    cells.set(command.cell.id, command.cell);
    const { ok, error, remarks, outputs } = await runner.run(command.cell);
    calls.watch(runner, command.watch ?? []);
    const details = {
      ...(error ? { error: formatError(error) } : {}),
      ...(remarks ? { remarks: remarks.join("\n") } : {}),
    };
    sendMessage({ did: "cell", id: command.cell.id, ok, output: formatOutputs(outputs), ...details });
  } else if (command.run === "ask") {
    const { id } = command.question;
    sendMessage({ did: "answer", id, ...(await computeAnswer(command.question)) });
  } else {
    // From here on the script alone decides how long the process lives.
    commands.unref();
    process.argv = [process.argv[0] ?? "", command.file, ...(command.run === "script" ? command.args : [])];
    const loaded: unknown = await import(pathToFileURL(command.file).href);
    if (command.run === "asked") await sendAnswers(loaded as QuestionDriver, command.questions);
  }
}

async function sendAnswers({ answerQuestions }: QuestionDriver, questions: readonly unknown[]): Promise<void> {
  const json = await answerQuestions(questions);
  // A rejected promise that was not awaited must end the process first, as it does when a learner runs the script.
  await setImmediate();
  sendMessage({ did: "answer", id: SCRIPT_ANSWERS, json });
}

async function computeAnswer(question: Question): Promise<{ json?: string; error?: string }> {
  const { name, args, calls: isForCalls, again } = question;
  try {
    if (isForCalls) return { json: toJson(calls.getCalls(name)) };
    if (again) return await repeatCell(name, again);
    const found = getDeclared(question);
    if (args && typeof found !== "function") return { error: `There is no function ${name}.` };
    const value: unknown = args && typeof found === "function" ? await Reflect.apply(found, undefined, args) : found;
    const json = toJson(value);
    return json === undefined ? {} : { json };
  } catch (error) {
    return {
      error: (error instanceof Error
        ? `${error.name}: ${runner?.getErrorText(error) ?? error.message}`
        : String(error)
      ).slice(0, MAX_OUTPUT_LENGTH),
    };
  }
}

async function repeatCell(name: string, again: CellRepetition): Promise<{ json?: string; error?: string }> {
  const cell = cells.get(again.cell);
  if (runner === undefined || cell === undefined) return { error: "The cell hasn't run." };
  return { json: toJson(await runAgain(runner, cell, { name, ...again })) };
}

const getDeclared = ({ name, evenIfStopped }: Question): unknown =>
  runner?.getValue(name) ?? (evenIfStopped ? runner?.getValueOfFailed(name) : undefined);

const toJson = (value: unknown): string | undefined =>
  stringify(value, (_, part: unknown) => (typeof part === "bigint" ? toPlainBigInt(part) : part)) as string | undefined;

function formatOutputs(outputs: CellResult["outputs"]): string {
  return outputs.map(formatOutput).join("").slice(0, MAX_OUTPUT_LENGTH);
}

/** The learner's view of an output: printed text, or the text of the cell's result. */
function formatOutput(output: CellResult["outputs"][number]): string {
  if (output.output_type === "stream") return [output.text].flat().join("");
  return output.output_type === "execute_result" ? `${String(output.data["text/plain"])}\n` : "";
}

function formatError({ name, message, line }: NonNullable<CellResult["error"]>): string {
  return `${name}${line === undefined ? "" : ` in line ${line}`}: ${message.slice(0, MAX_OUTPUT_LENGTH)}`;
}

if (process.env[BRIDGE_VARIABLE] !== undefined) await openBridge();
waitOnCloudTime();
const codeCache = process.env[CODE_CACHE_VARIABLE];
if (codeCache !== undefined) loadByCodeCache(codeCache, root);
const require = createRequire(join(root, "notebook.cjs"));
for (const name of (process.env[PACKAGES_VARIABLE] ?? "").split(",").filter((item) => item !== "")) require(name);
const commands = listen((command) => {
  void obey(command);
});
sendMessage({ did: "ready" });
