#!/usr/bin/env node
// The command `npm create streaming-labs`: unpacks the course into a new folder, and starts it there.
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { unzipSync } from "fflate";

const USAGE = `npm create streaming-labs [FOLDER] [-- [--no-start] [-- OPTIONS]]

Unpacks a course on streaming with AWS into FOLDER (streaming-labs), and starts it.

  --no-start   only unpack
  OPTIONS      options of npm start, such as --port 8890`;
const [MAJOR = 0, MINOR = 0] = process.versions.node.split(".").map(Number);

class Failure extends Error {}

/** @returns {Promise<number>} the exit status: 0 done, 1 failed, 2 wrongly called */
async function run() {
  const args = process.argv.slice(2);
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const { values, positionals } = parseArgs({
    args: args.slice(0, end),
    allowPositionals: true,
    options: { "no-start": { type: "boolean", default: false }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [name = "streaming-labs", ...others] = positionals;
  if (others.length > 0) {
    console.error(`Name one folder, not ${positionals.length}.\n\n${USAGE}`);
    return 2;
  }
  if (MAJOR < 20 || (MAJOR === 20 && MINOR < 19))
    throw new Failure(
      `The course needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
    );
  const folder = resolve(name);
  unpack(folder);
  const shown = relative(process.cwd(), folder) || ".";
  console.log(`The course is in ${shown}. To start it: cd ${shown} && npm start`);
  return values["no-start"] ? 0 : start(folder, args.slice(end + 1));
}

/**
 * Unpacks beside the folder first, so that the folder is never half unpacked.
 *
 * @param {string} folder
 * @throws {Failure} if the folder has something in it
 */
function unpack(folder) {
  if (statSync(folder, { throwIfNoEntry: false }) && readdirSync(folder).length > 0)
    throw new Failure(`${folder} is not empty. Name a folder that is empty or doesn't exist yet.`);
  const unpacking = `${folder}.unpacking-${process.pid}`;
  try {
    const files = unzipSync(readFileSync(new URL("course.zip", import.meta.url)));
    for (const [path, bytes] of Object.entries(files)) {
      const file = join(unpacking, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    chmodSync(join(unpacking, "scripts/labs.mjs"), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacking, folder);
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} options of `npm start`
 * @returns {Promise<number>} the exit status of `npm start`
 */
function start(folder, options) {
  const npm = process.env["npm_execpath"];
  const [command, before] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  // A Ctrl-C in the terminal reaches `npm start` itself, which ends everything.
  process.on("SIGINT", () => {});
  const child = spawn(command, [...before, "start", "--", ...options], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
  });
  return new Promise((done, fail) => child.on("error", fail).on("close", (code) => done(code ?? 1)));
}

run().then(
  (status) => (process.exitCode = status),
  (error) => {
    const isMisuse = String(error?.code).startsWith("ERR_PARSE_ARGS");
    console.error(error instanceof Failure || isMisuse ? error.message : error);
    process.exitCode = isMisuse ? 2 : 1;
  },
);
