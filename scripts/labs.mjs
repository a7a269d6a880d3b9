#!/usr/bin/env node
// `npx labs …`: the one command of the course. Its TypeScript is bundled again when it has changed.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import "./setup/loopback.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, "node_modules", "tsx"))) {
  console.error("The course is not installed yet: run `npm start` (or `npm ci`) in its folder first.");
  process.exit(1);
}
const { bundleLabs } = await import("./labs/bundle.mjs");
const { main } = await import(pathToFileURL((await bundleLabs(root)).main).href);
process.exitCode = await main(process.argv.slice(2), root);
