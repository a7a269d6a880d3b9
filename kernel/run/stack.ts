import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Frame, Position, Positions } from "./positions";

/** Frames kept of a stack: enough to reach a learner's cell below the many layers of the SDK. */
const STACK_LIMIT = 100;

export interface Stacks {
  /** The frames of an error's stack that are in cells and project files, innermost first; empty if there are none. */
  createFrames(error: unknown): readonly Frame[];
}

/**
 * Makes every error's `stack` list cells and project files by their TypeScript lines, without Node, installed packages
 * and the kernel. Applies to the whole process from then on.
 */
export function createReadableStacks(root: string, positions: Positions): Stacks {
  const known = new WeakMap<object, readonly Frame[]>();
  Error.stackTraceLimit = STACK_LIMIT;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.flatMap((site) => {
      const frame = createFrame(root, positions, site);
      return frame === undefined ? [] : [frame];
    });
    known.set(error, frames);
    return [formatHeading(error), ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
  };
  return {
    createFrames: (error) => {
      if (typeof error !== "object" || error === null) return [];
      void (error as Partial<Error>).stack;
      return known.get(error) ?? [];
    },
  };
}

/** A frame as it appears in a stack: `createStream (src/kinesis.ts:12:3)`. */
function describe(frame: Frame): string {
  const location =
    frame.cell === undefined
      ? `${frame.file ?? ""}:${frame.line}:${frame.column}`
      : `cell ${frame.cell}, line ${frame.line}:${frame.column}`;
  return frame.functionName === undefined ? location : `${frame.functionName} (${location})`;
}

function createFrame(root: string, positions: Positions, site: NodeJS.CallSite): Frame | undefined {
  const script = site.getFileName() ?? site.getEvalOrigin();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!script || line === null || column === null) return undefined;
  const frame = positions.find(script, { line, column }) ?? createPlainFileFrame(root, script, { line, column });
  const functionName = site.getFunctionName();
  return frame === undefined || !functionName ? frame : { ...frame, functionName };
}

/**
 * The frame of a project file that is not compiled, such as plain JavaScript; undefined for a package or the kernel.
 */
function createPlainFileFrame(root: string, script: string, position: Position): Frame | undefined {
  const location = script.startsWith("file:") ? fileURLToPath(script) : script;
  if (!path.isAbsolute(location)) return undefined;
  const file = path.relative(root, location).replaceAll("\\", "/");
  if (path.isAbsolute(file) || /^\.\.(\/|$)|(^|\/)node_modules\/|^kernel\//.test(file)) return undefined;
  return { file, ...position };
}

function formatHeading(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}
