/**
 * The first program in the sandbox of a function, instance or query that the lab cloud starts. It opens the connection to the
 * cloud and runs the given command with its own standard streams and the given environment. Bundled into one file.
 */
import { spawn } from "node:child_process";
import { openBridge } from "./bridge";
import { ENDPOINT_VARIABLE, type SandboxEntry } from "./messages";
import { openPorts } from "./ports";

const {
  argv: [program = "", ...args],
  env,
  ports,
} = JSON.parse(process.argv[2] ?? "") as SandboxEntry;
const endpoint = env[ENDPOINT_VARIABLE];

if (endpoint !== undefined) await openBridge(Number(new URL(endpoint).port));
if (ports !== undefined) await openPorts(ports);
const child = spawn(program, args, { env, stdio: [0, 1, 2, 3] });
// A shell, too, exits with status 127 if a program cannot be run.
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
