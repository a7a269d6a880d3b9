import { inspect } from "node:util";

/** What to call a thrown value: an error's name, or `Thrown` for anything else. Never throws. */
export function thrownName(error: unknown): string {
  return error instanceof Error ? field(error, "name") || "Error" : "Thrown";
}

/** A thrown value in words: an error's message, or how the value looks. Never throws. */
export function thrownText(error: unknown): string {
  if (error instanceof Error) return field(error, "message") || field(error, "code");
  if (typeof error === "string") return error;
  try {
    return inspect(error);
  } catch {
    return "a value that cannot be shown";
  }
}

/** An error's stack, or its message if it has no stack. Never throws. */
export function thrownStack(error: unknown): string {
  const stack = error instanceof Error ? field(error, "stack") : "";
  return stack === "" ? `${thrownName(error)}: ${thrownText(error)}` : stack;
}

/**
 * Reads a field of an error. Errors are the learner's objects: a field may be missing, be no string, or throw when it
 * is read.
 */
function field(error: Error, name: "name" | "message" | "code" | "stack"): string {
  try {
    const value: unknown = Reflect.get(error, name);
    return value === undefined || value === null ? "" : String(value);
  } catch {
    return "";
  }
}
