#!/usr/bin/env node
// `npx labs …`: the one command of the course. TypeScript is read as it is, so nothing has to be built first.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, "node_modules", "tsx"))) {
  console.error("The course is not installed yet: run `npm start` (or `npm ci`) in its folder first.");
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("./labs/main");
process.exitCode = await main(process.argv.slice(2), root);
