import { chapters } from "./index";
import { listOverloads } from "./chapter";
import type { Overload } from "./signature";

const known = new Map<string, readonly Overload[]>();

/** The overloads of a function; undefined if no function has the name. Declarations are parsed at the first call. */
export function findOverloads(name: string): readonly Overload[] | undefined {
  const before = known.get(name);
  if (before !== undefined) return before;
  const declared = chapters
    .map(({ functions }) => (Object.hasOwn(functions, name) ? functions[name] : undefined))
    .filter((each) => each !== undefined);
  if (declared.length === 0) return undefined;
  const overloads = declared.flatMap((each) => listOverloads(name, each));
  known.set(name, overloads);
  return overloads;
}

/** Whether engine v3 has the function but the lab cloud refuses it. */
export const isRefused = (name: string): boolean => chapters.some(({ refused }) => Object.hasOwn(refused, name));
