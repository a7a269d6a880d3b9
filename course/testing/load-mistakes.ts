import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { changeText, readSolutions, type SolutionChange } from "./change-solution";

const COURSE = join(import.meta.dirname, "..");

/** A wrong answer that the lab's author expects, and the claims that must fail, and no others. */
type Mistake = {
  /** The texts of the claims, in their order. */
  readonly fails: readonly string[];
  /** Judged in a short run, too, since this answer has once earned full marks. */
  readonly isAlwaysJudged?: true;
} & (
  | {
      /** The lines between START and END. */
      readonly answer: readonly string[];
    }
  | {
      /** Where the answer differs from the solution. */
      readonly changes: readonly SolutionChange[];
    }
);

/** An exercise's mistakes by name, which `course/<lab>/mistakes/<exercise>.ts` exports. Names are unique in a lab. */
export type Mistakes = Readonly<Record<string, Mistake>>;

/** A mistake with its exercise's id, and all lines of its answer. */
export interface NamedMistake {
  readonly name: string;
  readonly exercise: string;
  readonly fails: readonly string[];
  readonly isAlwaysJudged: boolean;
  readonly answer: readonly string[];
}

/**
 * The mistakes of a lab, in the order of their names.
 *
 * @throws Error if a file is not named after an exercise, two mistakes have the same name, or a change does not fit the solution
 */
export async function loadMistakes(lab: string): Promise<NamedMistake[]> {
  const solutions = await readSolutions(lab);
  const folder = join(COURSE, lab, "mistakes");
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const loaded = await Promise.all(
    files.map(async (file) => {
      const exercise = `${lab}.${basename(file, ".ts")}`;
      const solution = solutions.get(exercise);
      if (solution === undefined) throw new Error(`${join(folder, file)}: there is no exercise ${exercise}.`);
      const { mistakes } = (await import(join(folder, file))) as { mistakes: Mistakes };
      return Object.entries(mistakes).map(([name, { fails, isAlwaysJudged = false, ...mistake }]): NamedMistake => {
        const answer =
          "answer" in mistake
            ? mistake.answer
            : changeNamed(`${join(folder, file)}: ${name}`, solution, mistake.changes);
        return { name, exercise, fails, isAlwaysJudged, answer };
      });
    }),
  );
  const all = loaded.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  const repeated = all.find(({ name }, at) => name === all[at + 1]?.name);
  if (repeated !== undefined) throw new Error(`Two mistakes of ${lab} have the name ${repeated.name}.`);
  return all;
}

/** @throws Error with the mistake's place if a change does not fit the solution */
function changeNamed(place: string, solution: string, changes: readonly SolutionChange[]): string[] {
  try {
    return changeText(solution, changes);
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${place}: ${fault}\nThe solution's lines, as \`changes\` sees them:\n${solution}`, { cause });
  }
}
