import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An attack of the catalogue, and the test that tries it. */
export interface Attack {
  readonly name: string;
  /** Absolute path. */
  readonly test: string;
  /** In the test's title. */
  readonly words: string;
}

/** Reads the tables of `grader/hostile/README.md`. */
export function catalogueOf(root: string): Attack[] {
  const grader = join(root, "grader");
  const rows = readFileSync(join(grader, "hostile", "README.md"), "utf8").matchAll(
    /^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$/gm,
  );
  return [...rows].map(([, name = "", file = "", words = ""]) => ({ name, test: join(grader, file), words }));
}
