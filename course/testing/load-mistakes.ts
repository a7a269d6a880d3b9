import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Mistake } from "../../grader/index";

const COURSE = join(import.meta.dirname, "..");

interface NamedMistake extends Mistake {
  readonly name: string;
}

/** The mistakes of a lab, in the order of their files' names. */
export async function loadMistakes(lab: string): Promise<NamedMistake[]> {
  const folder = join(COURSE, lab, "mistakes");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const { mistake } = (await import(join(folder, name))) as { mistake: Mistake };
      return { name: basename(name, ".ts"), ...mistake };
    }),
  );
}
