import { readFileSync } from "node:fs";
import { join } from "node:path";
import { show } from "../display/kernel-display";
import { findProjectRoot } from "../running/project-root";
import { readAttempt } from "./attempt";
import { getLabOf, openLearnerTexts, readSolution, type Say } from "./learner-texts";
import { listRecorded, readRecord, storeRecord } from "./records";

/** The hints for an exercise: a question to think about, where to look, and the shape of the answer. */
type Hints = readonly [question: string, where: string, shape: string];

const HEADINGS = ["Ask yourself", "Look here", "The shape of it"] as const;

/** All hints of the course, by the exercise's id. */
export const readHints = (root = findProjectRoot()): Readonly<Record<string, Hints>> =>
  JSON.parse(readFileSync(join(root, "data", "hints.json"), "utf8")) as Record<string, Hints>;

/**
 * Shows the next of three hints for an exercise, with those that you have already seen. It costs nothing, unless the instructor says otherwise.
 * After the third, it shows the solution, as soon as a check has found an answer of yours. If that answer is right, it shows the solution at once.
 *
 * @param exercise such as `02-fuel-network.folder`
 */
export async function hint(exercise: string): Promise<void> {
  if (process.env["LABS_GRADING"]) {
    console.log("Hints aren't available here.");
    return;
  }
  const root = findProjectRoot();
  const hints = Object.entries(readHints(root)).find(([id]) => id === exercise)?.[1];
  if (hints === undefined)
    throw new Error(`No lab has an exercise \`${exercise}\`: exercises are named like 02-fuel-network.folder.`);
  const seen = readHintCount(root, exercise);
  const attempt = readAttempt(root, exercise);
  const solution = readSolution(root, exercise);
  const isSolutionShown =
    solution !== undefined && (attempt?.isRight === true || (attempt !== undefined && seen >= hints.length));
  const shown = isSolutionShown ? seen : Math.min(seen + 1, hints.length);
  if (shown > seen) storeRecord(root, "hints", { id: exercise, record: { seen: shown, at: new Date().toISOString() } });
  const say = openLearnerTexts(getLabOf(exercise), root);
  const parts = hints.slice(0, shown).map((text, at) => `**${at + 1}. ${say(HEADINGS[at] ?? "")}.** ${say(text)}`);
  const next = isSolutionShown
    ? `**${say("One solution")}.**\n\n${solution}`
    : describeNext(seen, { exercise, max: hints.length, say, hasSolution: solution !== undefined });
  const text = [...parts, next].join("\n\n");
  show({ "text/markdown": text, "text/plain": text });
}

declare global {
  /** Shows the next hint for an exercise. Every cell knows it, since a learner calls it in a cell of their own. */
  var hint: (exercise: string) => Promise<void>;
}
globalThis.hint = hint;

interface Remaining {
  readonly exercise: string;
  readonly max: number;
  readonly say: Say;
  readonly hasSolution: boolean;
}

function describeNext(seen: number, { exercise, max, say, hasSolution }: Remaining): string {
  if (seen < max - 1) return `*${say("Try it. Run this cell again for hint {1} of {2}.", seen + 2, max)}*`;
  const last = say("That was the last hint. Check what you have: {1}.", `\`await check("${exercise}")\``);
  const rest = hasSolution ? ` ${say("After that, this cell shows the solution, too.")}` : "";
  return `*${last}${rest}*`;
}

/** The exercises of a lab that a learner has seen hints for, with the number of hints. */
export const listHintCounts = (root: string, lab: string): Readonly<Record<string, number>> =>
  Object.fromEntries(listRecorded(root, "hints", lab).map((id) => [id, readHintCount(root, id)]));

function readHintCount(root: string, exercise: string): number {
  const record = readRecord(root, "hints", exercise) as { readonly seen: number } | undefined;
  return record?.seen ?? 0;
}
