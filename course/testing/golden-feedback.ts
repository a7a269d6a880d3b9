import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectGolden, WRITE_GOLDEN } from "../../scripts/golden/expect-golden";
import { runWithLock } from "../../scripts/setup/lock.mjs";
import type { NamedMistake } from "./load-mistakes";

const ROOT = join(import.meta.dirname, "..", "..");
const LOCK = join(ROOT, ".labs", "golden-feedback.lock");

function getFile(exercise: string): string {
  const [lab = "", name = ""] = exercise.split(".");
  return join(ROOT, "course", lab, "golden", "mistakes", `${name}.txt`);
}

/**
 * The feedback that an exercise's mistakes earn, by their names: `course/<lab>/golden/mistakes/<exercise>.txt` has a section for each,
 * below a line with two number signs and the name.
 */
export function readFeedback(exercise: string): Map<string, string> {
  const file = getFile(exercise);
  if (!existsSync(file)) return new Map();
  const sections = readFileSync(file, "utf8")
    .replaceAll("\r\n", "\n")
    .split(/\n(?=## )/);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf("\n");
      return [section.slice("## ".length, end), section.slice(end + 1)];
    }),
  );
}

/**
 * Compares the feedback on a mistake with its section of the golden file. If golden files are written, it replaces this section, keeps the
 * others, and removes those of mistakes that are gone.
 *
 * @param all all mistakes of the lab, in the order of the sections
 * @throws chai's AssertionError if the feedback differs, or there is a section of a mistake that is gone
 */
export async function expectFeedback(
  { name, exercise }: NamedMistake,
  feedback: string,
  all: readonly NamedMistake[],
): Promise<void> {
  const compare = async (): Promise<void> => {
    const found = readFeedback(exercise).set(name, feedback);
    const names = all.filter((mistake) => mistake.exercise === exercise && found.has(mistake.name));
    expectGolden(
      getFile(exercise),
      names.map((mistake) => `## ${mistake.name}\n${found.get(mistake.name)}`).join("\n"),
    );
  };
  // Another process may write another section of the file at the same time.
  if (process.env[WRITE_GOLDEN] === "1") await runWithLock(LOCK, compare, () => undefined);
  else await compare();
}
