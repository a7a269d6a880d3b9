// Grades a class's folder in the plain lab: node grade-plain.mjs <folder> <out> [--resume | --fresh] [--only <exercise>] [--shard=3/8] [--workers=1]. Sends its parent process the limits that can't be held here, and a
// message for each submission, or the reason why nothing was graded.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleGrader } from "../core/bundle.mjs";

const [folder = "", out = "", ...args] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const { index } = await bundleGrader(root);
const { grade, readShard } = /** @type {typeof import("../index")} */ (await import(pathToFileURL(index).href));
const only = args.includes("--only") ? { only: [args.at(-1) ?? ""] } : {};
const shard = args.find((arg) => arg.startsWith("--shard="));
const reportRefusal = (/** @type {Error} */ error) => {
  process.send?.(error.message, undefined, undefined, () => process.exit(2));
};
await grade({
  root,
  lab: "99-plain",
  labRoot: join(root, "grader", "testing"),
  handedIn: { notebook: "notebooks/99-plain.ipynb", scripts: [] },
  seed: 1,
  unsafe: false,
  paths: [folder],
  out,
  workers: Number(args.find((arg) => arg.startsWith("--workers="))?.slice("--workers=".length) ?? 2),
  resume: args.includes("--resume"),
  fresh: args.includes("--fresh"),
  limits: { cellSeconds: 5 },
  ...only,
  ...(shard === undefined ? {} : { shard: readShard(shard.slice("--shard=".length)) }),
  onWeakLimits: (lines) => {
    if (lines.length > 0) process.send?.(lines);
  },
  onProgress: ({ last }) => {
    if (last && !last.isUnchanged) process.send?.("graded again");
  },
}).then(() => process.exit(0), reportRefusal);
