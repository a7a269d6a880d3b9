import { inspect } from "node:util";

/** The name of a thrown value: an error's name, or `Thrown` for anything else. Never throws. */
export function getThrownName(error: unknown): string {
  return error instanceof Error ? readField(error, "name") || "Error" : "Thrown";
}

/** A thrown value in words: an error's message, or how the value looks. Never throws. */
export function getThrownText(error: unknown): string {
  if (error instanceof Error) return readField(error, "message") || readField(error, "code");
  if (typeof error === "string") return error;
  try {
    return inspect(error);
  } catch {
    return "a value that cannot be shown";
  }
}

/** An error's stack, or its message if it has no stack. Never throws. */
export function getThrownStack(error: unknown): string {
  const stack = error instanceof Error ? readField(error, "stack") : "";
  return stack === "" ? `${getThrownName(error)}: ${getThrownText(error)}` : stack;
}

/**
 * Reads a field of an error. Errors are the learner's objects: a field may be missing, be no string, or throw when it
 * is read.
 */
function readField(error: Error, name: "name" | "message" | "code" | "stack"): string {
  try {
    const value: unknown = Reflect.get(error, name);
    return value === undefined || value === null ? "" : String(value);
  } catch {
    return "";
  }
}
