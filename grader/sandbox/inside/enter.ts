/**
 * The first program in the sandbox of something that the lab cloud starts: opens the way to the cloud, drops its rights and runs the
 * command it was given, with the channels that it has itself. Bundled into one file.
 */
import { spawn } from "node:child_process";
import { openBridge } from "./bridge";
import { dropRights } from "./drop-rights";
import { ENDPOINT_VARIABLE, USER_VARIABLE } from "./messages";

const [program = "", ...args] = process.argv.slice(2);
const { [USER_VARIABLE]: user, ...env } = process.env;
const endpoint = env[ENDPOINT_VARIABLE];

if (user !== undefined) dropRights(Number(user));
if (endpoint !== undefined) await openBridge(Number(new URL(endpoint).port));
const child = spawn(program, args, { env, stdio: [0, 1, 2, 3] });
// 127 is what a shell gives for a program that cannot be run.
child.on("error", () => {
  process.exit(127);
});
child.on("exit", (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    child.kill(signal);
  });
