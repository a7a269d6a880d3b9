import { posix } from "node:path";
import type { Term } from "./glossary";
import type { Problem } from "./problems";
import { findRegions, type Region } from "./markers";
import type { SourceCell, SourceFile } from "./percent";
import { joinParts } from "./parts";

/** A lab's files in `course/`, read into memory: the only input of the build, which is a pure function. */
export interface LabSource {
  /** The lab's id, such as `01-streaming-ingestion`. */
  readonly id: string;
  /**
   * The files of `course/01-streaming-ingestion/lab/`, in the order of their names, which is their order in the
   * notebook.
   */
  readonly parts: readonly SourceFile[];
  readonly scripts: readonly SourceScript[];
  /** Ids of the exercises that `checks.ts` checks; if absent, the build does not compare them with the cells. */
  readonly judged?: readonly string[];
  /** The titles of these exercises, by id. */
  readonly titles?: Readonly<Record<string, string>>;
  /** The words in the course's glossary. */
  readonly glossary?: readonly Term[];
  /** Whether the project has a file or folder at that path. */
  readonly hasFile: (path: string) => boolean;
}

export interface SourceScript extends SourceFile {
  /** The path of the learner's script: `src/etl/consumer.ts`. */
  readonly path: string;
}

/** A region, the exercise that it answers, and the cell or script that contains it. */
export interface Exercise {
  readonly id: string;
  readonly file: string;
  /** Line of the cell's header or of the region's START, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
  readonly region: Region;
}

/** A lab source read into cells and exercises. */
export interface ParsedLab {
  readonly source: LabSource;
  readonly cells: readonly SourceCell[];
  readonly exercises: readonly Exercise[];
  readonly problems: readonly Problem[];
}

/** Reads the parts and the scripts of a lab; `problems` lists errors in single lines and between the parts. */
export function parseLab(source: LabSource): ParsedLab {
  const joined = joinParts(source.parts);
  const problems: Problem[] = [...joined.problems];
  const exercises: Exercise[] = [];
  for (const cell of joined.cells.filter(({ kind }) => kind === "code")) {
    const read = findRegions(cell.lines, cell);
    problems.push(...read.problems);
    for (const region of read.regions) {
      if (region.names !== undefined)
        problems.push({
          ...locateLine(cell, region.names.at),
          says: "In a cell, `exercise=` belongs on the line of its `// %%`.",
        });
      if (cell.exercise === undefined)
        problems.push({
          ...locateLine(cell, region.start),
          says: "A region needs an exercise: add `exercise=…` to the line of its `// %%`.",
        });
      else exercises.push({ id: cell.exercise, file: cell.file, line: cell.line, lines: cell.lines, region });
    }
    if (cell.exercise !== undefined && read.regions.length === 0) {
      problems.push({ file: cell.file, line: cell.line, says: "An exercise cell needs a START CODE HERE region." });
    }
  }
  for (const script of source.scripts) {
    const lines = splitScriptLines(script);
    const position = { file: script.file, firstLine: 1 };
    const read = findRegions(lines, position);
    problems.push(...read.problems);
    for (const region of read.regions) {
      if (region.names === undefined)
        problems.push({
          ...locateLine(position, region.start),
          says: "A region needs an exercise: write `// exercise=…` in the line above.",
        });
      else exercises.push({ id: region.names.exercise, file: script.file, line: region.start + 1, lines, region });
    }
  }
  return { source, cells: joined.cells, exercises, problems };
}

/** The lines of a script, with line ends of any system. */
export function splitScriptLines(script: SourceFile): string[] {
  return script.text.split(/\r?\n/);
}

/** The folder of a source file. */
export function getFolder(file: string): string {
  return posix.dirname(file);
}

const locateLine = ({ file, firstLine }: { file: string; firstLine: number }, index: number) => ({
  file,
  line: firstLine + index,
});
