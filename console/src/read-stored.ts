import { useState } from "preact/hooks";

const PREFIX = "lab-console.";

/**
 * Like useState, with a value that the browser stores, so that a user's text is still there at the next visit.
 *
 * @param name    the unique name of the stored value
 * @param initial the value if none is stored, or if the stored one is invalid
 */
export function useStoredState<T>(
  name: string,
  initial: T,
  isGood: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const found = readStored(name);
    return isGood(found) ? found : initial;
  });
  const keep = (next: T): void => {
    setValue(next);
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(next));
    } catch {
      // Ignored: in a browser without storage, or without room, the value lasts as long as the page.
    }
  };
  return [value, keep];
}

function readStored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return undefined;
  }
}

/** Whether a stored value is an object all of whose values are text. */
export const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((item) => typeof item === "string");
