import { useState } from "preact/hooks";

const PREFIX = "lab-console.";

/**
 * Like useState, and the browser keeps the value: what somebody has written is there when they come back.
 *
 * @param name    one for each thing that is kept
 * @param initial where nothing is kept, or what is kept is not of this kind any more
 */
export function useKept<T>(name: string, initial: T, isGood: (value: unknown) => value is T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const found = kept(name);
    return isGood(found) ? found : initial;
  });
  const keep = (next: T): void => {
    setValue(next);
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing, or has no room: it lasts as long as the page then.
    }
  };
  return [value, keep];
}

function kept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return undefined;
  }
}

/** Whether a kept value is an object all of whose values are text. */
export const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
