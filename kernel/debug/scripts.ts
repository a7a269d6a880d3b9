import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Debugger } from "node:inspector/promises";
import { CHECKPOINTS } from "../compile/checkpoints";
import { createPositions, type Position } from "../run/positions";
import { createCellPath } from "./cell-path";
import type { ScriptOrigin } from "../run/hook";
import type { Inspector } from "./inspector";

/** A script of V8's that is a cell or a file of the project. */
export interface Script {
  readonly id: string;
  /** The cell's number, such as "3"; absent for a file. */
  readonly cell?: string;
  /** The client's path of the TypeScript. */
  readonly path: string;
  /** The number of lines of the cell's TypeScript; code that maps to a line after them was added by the compiler. */
  readonly lineCount: number;
  /** The first line, from 0, of the kernel's own code at the script's end. */
  readonly endLine: number;
}

/** A place in TypeScript; line and column count from 1. */
interface ScriptPosition extends Position {
  readonly script: Script;
}

/** A place where V8 can stop, and the TypeScript that it belongs to. */
interface BreakLocation {
  readonly location: Debugger.Location;
  readonly position: Position;
}

export interface Scripts {
  /** Notes a script that V8 has compiled. */
  readonly note: (parsed: Debugger.ScriptParsedEventDataType) => void;
  /** Takes the origins of scripts that were compiled before. @returns the scripts that are new among them */
  addOrigins(origins: readonly ScriptOrigin[]): Promise<Script[]>;
  /** The scripts of a path: a cell that was run twice has two. */
  findByPath(path: string): readonly Script[];
  has(id: string): boolean;
  findPosition(location: Debugger.Location): ScriptPosition | undefined;
  /** In the order of the code that runs. */
  listBreakLocations(script: Script): Promise<readonly BreakLocation[]>;
  /** Notes the text of a cell, which may not have run. @returns its path */
  noteCell(code: string): string;
  /** The TypeScript of a path, if it is a cell or a file of the project. */
  getSource(path: string): string | undefined;
  /** Absolute paths of the project's files that cells have imported, or can import from `src`. */
  listFiles(): readonly string[];
}

/** @param root absolute path of the project */
export function createScripts(root: string, { session }: Pick<Inspector, "session">): Scripts {
  const newest = new Map<string, string>();
  const known = new Map<string, Script>();
  const cells = new Map<string, string>();
  const positions = createPositions();
  const locations = new Map<string, Promise<readonly BreakLocation[]>>();
  const files = new Set<string>();

  function noteCell(code: string): string {
    const cellPath = createCellPath(code);
    cells.set(cellPath, code);
    return cellPath;
  }

  async function addOrigin(origin: ScriptOrigin): Promise<readonly Script[]> {
    const id = newest.get(path.isAbsolute(origin.script) ? path.normalize(origin.script) : origin.script);
    return id === undefined || known.has(id) ? [] : readIfPresent(async () => [await addScript(id, origin)]);
  }

  async function addScript(id: string, origin: ScriptOrigin): Promise<Script> {
    const { cell, code, file, maps, linesBefore } = origin;
    const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId: id });
    const script: Script = {
      id,
      ...(cell === undefined ? {} : { cell }),
      path: code === undefined ? path.resolve(root, file ?? origin.script) : noteCell(code),
      lineCount: code?.split("\n").length ?? Infinity,
      endLine: findEndLine(scriptSource),
    };
    if (cell === undefined) files.add(script.path);
    const end = { lineNumber: script.endLine, columnNumber: 0 };
    await session.post("Debugger.setBlackboxedRanges", { scriptId: id, positions: [end] });
    positions.add(id, { maps, linesBefore });
    known.set(id, script);
    return script;
  }

  function findPosition({ scriptId, lineNumber, columnNumber = 0 }: Debugger.Location): ScriptPosition | undefined {
    const script = known.get(scriptId);
    if (script === undefined || lineNumber >= script.endLine) return undefined;
    const found = positions.find(scriptId, { line: lineNumber + 1, column: columnNumber + 1 });
    return found && found.line <= script.lineCount ? { script, line: found.line, column: found.column } : undefined;
  }

  async function readBreakLocations({ id: scriptId }: Script): Promise<readonly BreakLocation[]> {
    const start = { scriptId, lineNumber: 0, columnNumber: 0 };
    const { locations: found } = await session.post("Debugger.getPossibleBreakpoints", { start });
    return found.flatMap((location) => {
      const position = findPosition(location);
      return position === undefined ? [] : [{ location, position }];
    });
  }

  return {
    note: ({ scriptId, url }) => {
      // V8 has the path of a file as a URL.
      if (/^labs-cell:|^file:(?!.*node_modules)/.test(url))
        newest.set(url.startsWith("file:") ? fileURLToPath(url) : url, scriptId);
    },
    addOrigins: async (origins) => (await Promise.all(origins.map(addOrigin))).flat(),
    findByPath: (requested) => [...known.values()].filter((script) => script.path === requested),
    has: (id) => known.has(id),
    findPosition,
    listBreakLocations: (script) => {
      const read = locations.get(script.id) ?? readIfPresent(() => readBreakLocations(script));
      locations.set(script.id, read);
      return read;
    },
    noteCell,
    getSource: (requested) =>
      cells.get(requested) ??
      (listFiles(root, files).includes(requested) ? readFileSync(requested, "utf8") : undefined),
    listFiles: () => listFiles(root, files),
  };
}

/** Returns an empty list if V8 has discarded the script meanwhile, as it does with those of cells that have ended. */
async function readIfPresent<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && /no script|script not found/i.test(error.message)) return [];
    throw error;
  }
}

/** The first line of the code that shares a cell's variables: see compile/compiler.ts. */
function findEndLine(source: string): number {
  const lines = source.split("\n");
  const at = lines.findLastIndex((line) => line.startsWith(`${CHECKPOINTS}.bind({`));
  return at < 0 ? lines.length : at;
}

function listFiles(root: string, imported: ReadonlySet<string>): readonly string[] {
  const folder = path.join(root, "src");
  const inSrc = readFolder(folder).filter((name) => /(?<!\.d|\.test)\.tsx?$/.test(name));
  return [...new Set([...inSrc.map((name) => path.join(folder, name)), ...imported])].sort();
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return []; // A project without `src`.
  }
}
