import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const SEED_STATUSES = ["done", "shown", "mentioned"] as const;
type SeedStatus = (typeof SEED_STATUSES)[number];

const KINDS = ["step", "name", "message", "setting", "exercise"] as const;

/** An item of a lab's seed documents, and the places of this course that cover it. */
export interface SeedItem {
  /** The number of the seed's step, after the seed's own number where a lab has several seeds; or a word for the text before the first step. */
  readonly step: string;
  readonly kind: (typeof KINDS)[number];
  /**
   * What a learner does about it: `done`, written or carried out by the learner, and checked; `shown`, prefilled or given, to run or to look
   * at; `mentioned`, in a clause. Without it, an exercise is done, and all else is shown.
   */
  readonly status?: SeedStatus;
  /** The item in our words; a name, message or setting as in the seed. */
  readonly seed: string;
  /** Cells of the lab by their id (`cell:…`), or files of the project (`file:…`). */
  readonly where: readonly `${"cell" | "file"}:${string}`[];
  /** The text that each of these places must contain; absent if the whole place covers the step. */
  readonly text?: string;
  /** The exercise whose check covers the item. */
  readonly check?: string;
  /** The way in which the course differs from the seed, and the reason. */
  readonly differs?: string;
}

export const getSeedStatus = ({ kind, status }: SeedItem): SeedStatus =>
  status ?? (kind === "exercise" ? "done" : "shown");

const getSeedMapPath = (lab: string): string => `course/${lab}/seed-map.txt`;

/**
 * Reads where each item of a lab's seeds went, from `course/<lab>/seed-map.txt`, which explains its lines; none for a lab
 * that comes from no seed.
 *
 * @throws Error with file and line if a line is none of these, or names an exercise that the lab doesn't have
 */
export function readSeedMap(root: string, lab: string): SeedItem[] {
  const file = join(root, getSeedMapPath(lab));
  if (!existsSync(file)) return [];
  const exercises: { id: string }[] = JSON.parse(readFileSync(join(root, "course", lab, "exercises.json"), "utf8"));
  const ids = exercises.map(({ id }) => id);
  return parseSeedMap(readFileSync(file, "utf8"), lab, ids);
}

/** As `readSeedMap` does, from the text of the file and the names of the lab's exercises. */
export function parseSeedMap(text: string, lab: string, exercises: readonly string[]): SeedItem[] {
  const items: SeedItem[] = [];
  const sentences = new Map<string, string>();
  let step: string | undefined;
  const parseLine = (line: string): void => {
    const [, heading] = /^## (.+)$/.exec(line) ?? [];
    const [, word, sentence = ""] = /^([\w ]+) = (.+)$/.exec(line) ?? [];
    const [, reason] = /^differs: (.+)$/.exec(line) ?? [];
    if (heading !== undefined) step = heading;
    else if (word !== undefined) sentences.set(word, sentence);
    else if (reason !== undefined) {
      const item = items.pop();
      const differs = sentences.get(reason) ?? reason;
      if (item === undefined) throw new Error("there is no item above it.");
      if (!differs.endsWith(".")) throw new Error(`"${reason}" is no sentence, and stands for none.`);
      items.push({ ...item, differs });
    } else if (step === undefined) throw new Error("there is no step (`## 1.1`) above it.");
    else items.push({ step, ...parseItem(line, lab, exercises) });
  };
  for (const { line, number } of joinLines(text)) {
    try {
      parseLine(line);
    } catch (error) {
      throw new Error(`${getSeedMapPath(lab)}:${number}: ${(error as Error).message}`, { cause: error });
    }
  }
  return items;
}

/** The lines without comments; one that is indented continues the line above, unless it says what `differs`. */
function joinLines(text: string): { line: string; number: number }[] {
  const lines: { line: string; number: number }[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (/^(#(?!#)|\s*$)/.test(line)) continue;
    if (last !== undefined && /^\s+(?!differs:)\S/.test(line)) last.line += ` ${line.trim()}`;
    else lines.push({ line: line.trim(), number: at + 1 });
  }
  return lines;
}

const ITEM =
  /^(?:(?<status>\w+) )?(?<kind>\w+): (?<seed>.+?) → (?<where>[^\s:,]+(?:, [^\s:,]+)*)(?:, checked by (?<check>[\w-]+))?(?:: (?<text>.+))?$/;

function parseItem(line: string, lab: string, exercises: readonly string[]): Omit<SeedItem, "step"> {
  const { status, kind = "", seed, where, check, text } = ITEM.exec(line)?.groups ?? {};
  if (seed === undefined || where === undefined)
    throw new Error("write `kind: item → places`, `, checked by exercise` and `: text`; the last two may be absent.");
  if (check !== undefined && !exercises.includes(check)) throw new Error(`the lab has no exercise "${check}".`);
  return {
    kind: parseWord(kind, KINDS),
    ...(status === undefined ? {} : { status: parseWord(status, SEED_STATUSES) }),
    seed,
    where: where.split(", ").map((target) => parseTarget(target, lab)),
    ...(text === undefined ? {} : { text }),
    ...(check === undefined ? {} : { check: `${lab}.${check}` }),
  };
}

function parseWord<Word extends string>(text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new Error(`"${text}" is none of ${words.join(", ")}.`);
  return found;
}

const parseTarget = (target: string, lab: string): SeedItem["where"][number] =>
  target.includes("/") ? `file:${target.replace(/^\.\//, `course/${lab}/`)}` : `cell:${target}`;
