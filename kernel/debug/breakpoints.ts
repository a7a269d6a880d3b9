import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Debugger } from "node:inspector/promises";
import type { Inspector } from "./inspector";
import type { Script, Scripts } from "./scripts";
import { createTurns } from "./turns";

interface Breakpoint {
  readonly id: number;
  /** The line where V8 stops; the requested line until the script has been compiled. */
  line: number;
  verified: boolean;
  readonly condition?: string;
}

export interface Breakpoints {
  /** Replaces the breakpoints of a path. */
  set(path: string, requested: readonly DebugProtocol.SourceBreakpoint[]): Promise<DebugProtocol.Breakpoint[]>;
  /** Sets the breakpoints of scripts that were just compiled, before they run. */
  setIn(scripts: readonly Script[]): Promise<void>;
  list(): { source: string; breakpoints: DebugProtocol.SourceBreakpoint[] }[];
}

/** @param changed called with a breakpoint as soon as its line is known */
export function createBreakpoints(
  { session }: Pick<Inspector, "session">,
  scripts: Scripts,
  changed: (breakpoint: DebugProtocol.Breakpoint) => void,
): Breakpoints {
  const byPath = new Map<string, readonly Breakpoint[]>();
  /** V8's ids of the breakpoints that it has for a path, by place and condition. */
  const inV8 = new Map<string, ReadonlyMap<string, string>>();
  let last = 0;
  // A client can set the breakpoints of a cell that is about to run.
  const runInTurn = createTurns();

  /** The place of a breakpoint in V8's words; undefined if no code follows its line. */
  async function locate(script: Script, breakpoint: Breakpoint): Promise<Debugger.Location | undefined> {
    const found = findLocation(await scripts.listBreakLocations(script), breakpoint.line);
    if (found === undefined) return undefined;
    breakpoint.line = found.position.line;
    breakpoint.verified = true;
    return found.location;
  }

  /**
   * Makes V8's breakpoints of a path those that the client has set. Those that stay are not touched: JupyterLab sets all
   * breakpoints again when the tab changes, and a cell that runs meanwhile must not pass them.
   */
  async function update(path: string): Promise<void> {
    const requests = new Map<string, { readonly location: Debugger.Location; readonly condition: string }>();
    for (const script of scripts.findByPath(path))
      for (const breakpoint of byPath.get(path) ?? []) {
        const location = await locate(script, breakpoint);
        const { condition = "" } = breakpoint;
        if (location !== undefined) requests.set(JSON.stringify([location, condition]), { location, condition });
      }
    const before = inV8.get(path) ?? new Map<string, string>();
    const after = new Map<string, string>();
    inV8.set(path, after);
    for (const [key, breakpointId] of before)
      if (requests.has(key)) after.set(key, breakpointId);
      else await session.post("Debugger.removeBreakpoint", { breakpointId });
    for (const [key, { location, condition }] of requests) {
      if (after.has(key)) continue;
      // V8 refuses a second breakpoint at the same place: two requested lines may map to the same line.
      const set = await session.post("Debugger.setBreakpoint", { location, condition }).catch(() => undefined);
      if (set !== undefined) after.set(key, set.breakpointId);
    }
  }

  return {
    set: (path, requested) =>
      runInTurn(async () => {
        const breakpoints = requested.map(({ line, condition }): Breakpoint => {
          last += 1;
          return { id: last, line, verified: false, ...(condition === undefined ? {} : { condition }) };
        });
        if (breakpoints.length === 0) byPath.delete(path);
        else byPath.set(path, breakpoints);
        await update(path);
        return breakpoints.map((breakpoint) => describe(path, breakpoint));
      }),
    setIn: (fresh) =>
      runInTurn(async () => {
        for (const path of new Set(fresh.map((script) => script.path))) {
          await update(path);
          for (const breakpoint of byPath.get(path) ?? []) changed(describe(path, breakpoint));
        }
      }),
    list: () =>
      [...byPath].map(([source, breakpoints]) => ({
        source,
        breakpoints: breakpoints.map(({ line, condition }) => ({
          line,
          ...(condition === undefined ? {} : { condition }),
        })),
      })),
  };
}

/** The first place in a line where V8 can stop, or else in the nearest line after it. */
function findLocation<T extends { readonly position: { readonly line: number } }>(
  locations: readonly T[],
  line: number,
): T | undefined {
  const nearest = Math.min(...locations.map(({ position }) => position.line).filter((other) => other >= line));
  return locations.find(({ position }) => position.line === nearest);
}

function describe(path: string, { id, line, verified }: Breakpoint): DebugProtocol.Breakpoint {
  return { id, line, verified, source: { path } };
}
