import type { Command } from "../labs/command";

/** Every scaffold of `npm run new`, one line each, as in the table of `labs`. */
export const scaffolds: Readonly<Record<string, () => Promise<Command>>> = {
  operation: async () => (await import("./operation")).operation,
  report: async () => (await import("./report")).report,
};
