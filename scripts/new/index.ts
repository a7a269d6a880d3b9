import type { Command } from "../labs/command";

/** Every scaffold of `npm run new`, one line each, as in the table of `labs`. */
export const scaffolds: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./check")).check,
  lab: async () => (await import("./lab")).lab,
  operation: async () => (await import("./operation")).operation,
  report: async () => (await import("./report")).report,
  resource: async () => (await import("./resource")).resource,
};
