import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Frame, Position, Positions } from "./positions";

/** Frames to keep of a stack: enough for a learner's cell to be among them after an SDK's many layers. */
const STACK_LIMIT = 100;

export interface Stacks {
  /** Frames of an error in cells and project files, innermost first; empty if it has none. */
  frames(error: unknown): readonly Frame[];
}

/**
 * Makes every error's `stack` speak of cells and project files in their TypeScript lines, leaving out Node, installed packages
 * and the kernel. Holds for the whole process from then on.
 */
export function readableStacks(root: string, positions: Positions): Stacks {
  const known = new WeakMap<object, readonly Frame[]>();
  Error.stackTraceLimit = STACK_LIMIT;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.flatMap((site) => {
      const frame = frameOf(root, positions, site);
      return frame === undefined ? [] : [frame];
    });
    known.set(error, frames);
    return [heading(error), ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
  };
  return {
    frames: (error) => {
      if (typeof error !== "object" || error === null) return [];
      void (error as Partial<Error>).stack;
      return known.get(error) ?? [];
    },
  };
}

/** A frame as it stands in a stack: `createStream (src/kinesis.ts:12:3)`. */
export function describe(frame: Frame): string {
  const place =
    frame.cell === undefined
      ? `${frame.file ?? ""}:${frame.line}:${frame.column}`
      : `cell ${frame.cell}, line ${frame.line}:${frame.column}`;
  return frame.functionName === undefined ? place : `${frame.functionName} (${place})`;
}

function frameOf(root: string, positions: Positions, site: NodeJS.CallSite): Frame | undefined {
  const script = site.getFileName() ?? site.getEvalOrigin();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!script || line === null || column === null) return undefined;
  const frame = positions.find(script, { line, column }) ?? plainFile(root, script, { line, column });
  const functionName = site.getFunctionName();
  return frame === undefined || !functionName ? frame : { ...frame, functionName };
}

/** A file of the project that runs as it stands, such as plain JavaScript; not of a package, nor of the kernel. */
function plainFile(root: string, script: string, place: Position): Frame | undefined {
  const location = script.startsWith("file:") ? fileURLToPath(script) : script;
  if (!path.isAbsolute(location)) return undefined;
  const file = path.relative(root, location).replaceAll("\\", "/");
  if (path.isAbsolute(file) || /^\.\.(\/|$)|(^|\/)node_modules\/|^kernel\//.test(file)) return undefined;
  return { file, ...place };
}

function heading(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}
