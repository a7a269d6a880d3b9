import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An attack of the catalog, and the test that tries it. */
export interface Attack {
  readonly name: string;
  /** Path in the project. */
  readonly test: string;
  /** Words of the test's title. */
  readonly words: string;
}

/** A removed defense: its code in a source file, and the code that replaces it. */
export interface RemovedDefense {
  /** The attack's name in the catalog, which names the test that has to fail without the defense. */
  readonly attack: string;
  /** Path in the project. */
  readonly file: string;
  /** The code of the defense; the file contains it once. */
  readonly defense: string;
  readonly without: string;
  /** The heap limit of the test's process, in MiB, for attacks that would take the memory of the whole machine. */
  readonly heap?: string | undefined;
}

/** Reads the attacks from the tables of `grader/hostile/README.md`. */
export function readCatalog(root: string): Attack[] {
  const rows = readFileSync(join(root, "grader", "hostile", "README.md"), "utf8").matchAll(
    /^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$/gm,
  );
  return [...rows].map(([, name = "", file = "", words = ""]) => ({ name, test: join("grader", file), words }));
}

/** Reads the defenses that can be removed from `removed-defenses.txt`, which explains its lines. */
export function readRemovedDefenses(root: string): RemovedDefense[] {
  const lines = readFileSync(join(root, "bench", "defenses", "removed-defenses.txt"), "utf8").split("\n");
  let [file, attack, heap]: (string | undefined)[] = [];
  return lines.flatMap((line) => {
    const [, code] = /^ {4}(.*)/.exec(line) ?? [];
    if (code !== undefined) {
      const [defense = "", without = defense.startsWith("if (") && defense.endsWith(")") ? "if (Boolean(0))" : ""] =
        code.split(/ →(?: |$)/);
      return [{ file: file ?? "", attack: attack ?? "", heap, defense, without }];
    }
    if (line.startsWith("  ")) [, attack, heap] = /^ {2}(.*?)(?: \[heap of (\d+) MiB\])?$/.exec(line) ?? [];
    else file = line;
    return [];
  });
}
