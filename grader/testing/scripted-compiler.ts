import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import type { CompileRequest } from "../compile/requests";

/** A program that stands in for the compiler's, and does what the code of a cell says. */
export const SCRIPTED_COMPILER = join(import.meta.dirname, "scripted-compiler.mjs");

/** A request to compile one cell, for a submission or for nobody. */
export const createSaying = (code: string, of?: string): CompileRequest => ({
  ...{ do: "compile", cells: [{ id: "a", code }], inside: "/lab" },
  ...(of === undefined ? {} : { of }),
});

/** The time of processes as a test sets it. */
export function createClock() {
  const looks = new EventEmitter();
  const seconds = new Map<string, number>();
  const clock = {
    /** Real time in milliseconds. */
    nowMs: 0,
    now: () => clock.nowMs,
    measureProcessorSeconds: (pid: number | undefined) => {
      looks.emit("look");
      return seconds.get(String(pid)) ?? seconds.get("any") ?? 0;
    },
    set: (value: number, pid = "any") => seconds.set(pid, value),
    /** Resolves after the processes have been measured `times` times; after two, the result of the first is known. */
    looked: async (times = 2) => {
      for (let n = 0; n < times; n += 1) await once(looks, "look");
    },
  };
  return clock;
}
