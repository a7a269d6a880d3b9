import { SourceMap } from "node:module";

/** A place in TypeScript; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A frame of a stack in a cell or in a file of the project, not in Node or an installed package. */
export interface Frame extends Position {
  /** The cell's id; absent for a file. */
  readonly cell?: string;
  /** Path from the project root; absent for a cell. */
  readonly file?: string;
  readonly functionName?: string;
}

interface Origin {
  readonly cell?: string;
  readonly file?: string;
  readonly maps: readonly [string, string];
  /** The number of lines that the compiled text has before the first line of the source. */
  readonly linesBefore: number;
}

interface OpenedOrigin extends Omit<Origin, "maps"> {
  readonly maps: readonly SourceMap[];
}

/** Maps places in the JavaScript that runs to places in the TypeScript. */
export interface Positions {
  /** @param script the file name under which the JavaScript runs */
  add(script: string, origin: Origin): void;
  /** @param line of the JavaScript, from 1; `column` too */
  find(script: string, position: Position): Frame | undefined;
  /** As `find`, for a place in the intermediate JavaScript, between the TypeScript and the JavaScript that runs. */
  findBetween(script: string, position: Position): Frame | undefined;
}

export function createPositions(): Positions {
  const origins = new Map<string, Origin>();
  const opened = new Map<string, OpenedOrigin>();
  return {
    add: (script, origin) => {
      origins.set(script, origin);
      opened.delete(script);
    },
    find: (script, position) => search(script, position, 0),
    findBetween: (script, position) => search(script, position, 1),
  };

  function search(script: string, position: Position, firstMap: number): Frame | undefined {
    const origin = origins.get(script);
    if (origin === undefined) return undefined;
    const known = opened.get(script) ?? open(origin);
    opened.set(script, known);
    const { cell, file, linesBefore } = known;
    const found = follow(known.maps.slice(firstMap), position);
    if (found === undefined || found.line <= linesBefore) return undefined;
    const where = { line: found.line - linesBefore, column: found.column };
    return { ...(cell === undefined ? {} : { cell }), ...(file === undefined ? {} : { file }), ...where };
  }
}

function open(origin: Origin): OpenedOrigin {
  return { ...origin, maps: origin.maps.map((map) => new SourceMap(JSON.parse(map))) };
}

function follow(maps: readonly SourceMap[], start: Position): Position | undefined {
  let position: Position | undefined = start;
  for (const map of maps) {
    if (position === undefined) return undefined;
    const entry = map.findEntry(position.line - 1, position.column - 1);
    position = "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined;
  }
  return position;
}
