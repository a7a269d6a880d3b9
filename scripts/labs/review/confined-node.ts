// A program: runs Node in a sandbox without a network, over a copy of a project. Its arguments are the course's folder, the
// copy's folder, the project's path in the course, and Node's arguments. It ends with status 77 where there is no sandbox. It
// is its own program, since a class's copy without checks has neither it nor the grader.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  confineCommand,
  chooseSandboxUser,
  explainNotConfined,
  WRITABLE_INSIDE,
} from "../../../grader/sandbox/bubblewrap";
import { LAB_INSIDE } from "../../../grader/sandbox/inside/messages";
import { DEFAULT_LIMITS } from "../../../grader/sandbox/limits";

const [root = "", copy = "", projectPath = "", ...nodeArgs] = process.argv.slice(2);
if (explainNotConfined(DEFAULT_LIMITS) !== undefined) process.exit(77);
const mounts = [
  ...["node_modules", "package.json", "src"].map((name) => ({
    outside: join(root, name),
    inside: `${LAB_INSIDE}/${name}`,
  })),
  { outside: copy, inside: `${LAB_INSIDE}/${projectPath}` },
];
const env = { HOME: WRITABLE_INSIDE, TMPDIR: WRITABLE_INSIDE, NODE_NO_WARNINGS: "1" };
const { file, args } = confineCommand(
  nodeArgs,
  { mounts, folder: LAB_INSIDE, env, user: chooseSandboxUser() },
  DEFAULT_LIMITS,
);
const { status } = spawnSync(file, args, {
  cwd: "/",
  env: { PATH: process.env["PATH"] ?? "" },
  stdio: ["ignore", "inherit", "inherit"],
  timeout: 100_000,
  killSignal: "SIGKILL",
});
process.exitCode = status ?? 1;
