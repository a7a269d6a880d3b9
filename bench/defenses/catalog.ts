import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An attack of the catalog, and the test that tries it. */
export interface Attack {
  readonly name: string;
  /** Absolute path. */
  readonly test: string;
  /** Words of the test's title. */
  readonly words: string;
}

/** A removed defense: its code in a source file, and the code that replaces it. */
export interface RemovedDefense {
  /** The attack's row in the catalog, `grader/hostile/README.md`, by its first column: the row names the test that has to fail without the defense. */
  readonly attack: string;
  /** Path in the project. */
  readonly file: string;
  /** The code of the defense; the file contains it once. */
  readonly defense: string;
  readonly without: string;
  /** The heap limit of the test's process, for attacks that would take the memory of the whole machine. */
  readonly heapMiB?: number;
}

/** Reads the attacks from the tables of `grader/hostile/README.md`. */
export function readCatalog(root: string): Attack[] {
  const grader = join(root, "grader");
  const rows = readFileSync(join(grader, "hostile", "README.md"), "utf8").matchAll(
    /^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$/gm,
  );
  return [...rows].map(([, name = "", file = "", words = ""]) => ({ name, test: join(grader, file), words }));
}
