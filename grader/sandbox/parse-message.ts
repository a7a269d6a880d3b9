import { parseUntrustedJson } from "../core/parsed-json";
import type { SandboxMessage } from "./inside/messages";

/** The members of each message and their types; those with a question mark may be left out. */
const MEMBERS: Readonly<Record<SandboxMessage["did"], Readonly<Record<string, string>>>> = {
  ready: {},
  wait: { wait: "number", ms: "number" },
  cell: { id: "string", ok: "boolean", output: "string", error: "string?", remarks: "string?" },
  answer: { id: "string", json: "string?", error: "string?" },
};

/** Limits of a message, which is flat and has few members: far fewer than this. */
const MESSAGE = { depth: 8, values: 64 };

/**
 * Reads a line of a sandboxed process, which may send any text. A line that isn't a message is ignored, and so is a message with a
 * member of the wrong type, since the callers rely on the types.
 */
export function parseMessage(line: string): SandboxMessage | undefined {
  const message = parseMembers(line);
  const members =
    typeof message["did"] === "string" && Object.hasOwn(MEMBERS, message["did"])
      ? MEMBERS[message["did"] as SandboxMessage["did"]]
      : undefined;
  if (!members) return undefined;
  const details: Record<string, unknown> = { did: message["did"] };
  for (const [name, type] of Object.entries(members)) {
    const value = Object.hasOwn(message, name) ? message[name] : undefined;
    if (value === undefined && type.endsWith("?")) continue;
    if (typeof value !== type.replace("?", "")) return undefined;
    details[name] = value;
  }
  return details as SandboxMessage;
}

function parseMembers(line: string): Readonly<Record<string, unknown>> {
  const value = parseUntrustedJson(line, MESSAGE);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
