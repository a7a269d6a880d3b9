import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Inspector } from "./inspector";
import type { Script, Scripts } from "./scripts";

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
  const inV8 = new Map<string, string[]>();
  let last = 0;

  async function setBreakpoint(script: Script, breakpoint: Breakpoint): Promise<void> {
    const found = findLocation(await scripts.listBreakLocations(script), breakpoint.line);
    if (found === undefined) return;
    breakpoint.line = found.position.line;
    breakpoint.verified = true;
    const { condition = "" } = breakpoint;
    // V8 refuses a second breakpoint at the same place: two requested lines may map to the same line.
    const set = await session
      .post("Debugger.setBreakpoint", { location: found.location, condition })
      .catch(() => undefined);
    if (set !== undefined) inV8.set(script.path, [...(inV8.get(script.path) ?? []), set.breakpointId]);
  }

  async function remove(path: string): Promise<void> {
    const ids = inV8.get(path) ?? [];
    inV8.delete(path);
    await Promise.all(ids.map((breakpointId) => session.post("Debugger.removeBreakpoint", { breakpointId })));
  }

  return {
    set: async (path, requested) => {
      const breakpoints = requested.map(({ line, condition }): Breakpoint => {
        last += 1;
        return { id: last, line, verified: false, ...(condition === undefined ? {} : { condition }) };
      });
      if (breakpoints.length === 0) byPath.delete(path);
      else byPath.set(path, breakpoints);
      await remove(path);
      for (const script of scripts.findByPath(path))
        for (const breakpoint of breakpoints) await setBreakpoint(script, breakpoint);
      return breakpoints.map((breakpoint) => describe(path, breakpoint));
    },
    setIn: async (fresh) => {
      for (const script of fresh)
        for (const breakpoint of byPath.get(script.path) ?? []) {
          await setBreakpoint(script, breakpoint);
          changed(describe(script.path, breakpoint));
        }
    },
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
