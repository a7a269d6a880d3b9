import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { declareCommand, Failure } from "../labs/command";
import { findGaps, PACKAGES } from "./find-gaps";
import { packForRegistry } from "./pack";

export const release = declareCommand({
  usage: "npm run release -- [--out DIR]",
  does: "Pack the lab cloud, the kernel and the course for a registry. Nothing is published.",
  options: {
    out: {
      type: "string",
      value: "DIR",
      help: "the folder for the packages, which is emptied first",
      default: "packed",
    },
  },
  run({ out }, io) {
    const gaps = findGaps(io.root);
    if (gaps.length > 0) throw new Failure(`Not ready to release:\n${gaps.map((gap) => `- ${gap}`).join("\n")}`);
    const folder = resolve(io.cwd, out);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of PACKAGES) {
      io.printResult(`Packing ${name} …`);
      packForRegistry(io.root, name, { out: folder });
    }
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: io.root, encoding: "utf8" }).trim();
    const packed = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
    const provenance = {
      commit,
      node: process.version,
      packages: packed.map(({ name, bytes }) => ({
        name,
        bytes: bytes.length,
        integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
      })),
    };
    writeFileSync(join(folder, "provenance.json"), `${JSON.stringify(provenance, null, 2)}\n`);
    io.printResult(`${packed.length} packages are in ${relative(io.cwd, folder) || "."}, with provenance.json.`);
    return Promise.resolve();
  },
});
