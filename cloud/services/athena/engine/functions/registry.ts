import { chapters } from "./index";
import { overloadsOf } from "./chapter";
import type { Overload } from "./signature";

const known = new Map<string, readonly Overload[]>();

/** The ways to call a function; undefined if there is none of the name. Declarations are read when they are first wanted. */
export function overloadsNamed(name: string): readonly Overload[] | undefined {
  const before = known.get(name);
  if (before !== undefined) return before;
  const declared = chapters
    .map(({ functions }) => (Object.hasOwn(functions, name) ? functions[name] : undefined))
    .filter((each) => each !== undefined);
  if (declared.length === 0) return undefined;
  const overloads = declared.flatMap((each) => overloadsOf(name, each));
  known.set(name, overloads);
  return overloads;
}

/** Whether engine v3 has a function of the name that the lab cloud refuses. */
export const isRefused = (name: string): boolean => chapters.some(({ refused }) => Object.hasOwn(refused, name));
