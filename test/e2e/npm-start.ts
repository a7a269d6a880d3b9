import { spawn } from "node:child_process";
import { once } from "node:events";
import { readSession } from "../../scripts/start/session";
import type { Session } from "../../scripts/start/session";
import { LONG } from "../long";

/** `npm start` as a person has it in a terminal. */
export interface NpmStart {
  /** Everything it has written so far. */
  text(): string;
  /** Resolves once its output matches; fails with all it wrote when it ends before that. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with the exit status when it has ended. */
  readonly ended: Promise<number | null>;
  /** What Ctrl-C in its terminal does: the signal goes to npm and all in its group. */
  press(signal?: NodeJS.Signals): void;
}

export interface StartWish {
  readonly root: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `npm start -- --no-browser …` in a process group of its own. */
export function npmStart({ root, args = [], env = startEnvironment() }: StartWish): NpmStart {
  const child = spawn("npm", ["start", "--", "--no-browser", ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let over = false;
  const listeners = new Set<() => void>();
  const told = () => listeners.forEach((listener) => listener());
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      text += String(chunk);
      told();
    });
  const ended = once(child, "close").then(([code]) => {
    over = true;
    told();
    return code as number | null;
  });
  return {
    text: () => text,
    ended,
    press(signal = "SIGINT") {
      if (!over && child.pid !== undefined) process.kill(-child.pid, signal);
    },
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (match === null && !over) return;
          listeners.delete(look);
          if (match) resolve(match);
          else reject(new Error(`npm start ended without saying ${pattern}. It wrote:\n${text}`));
        };
        listeners.add(look);
        look();
      }),
  };
}

/** Starts a session and waits until JupyterLab is up. */
export async function startedSession(wish: StartWish): Promise<{ start: NpmStart; session: Session }> {
  const start = npmStart(wish);
  await start.says(/Press Ctrl-C here/);
  const session = readSession(wish.root);
  if (session === undefined) throw new Error("npm start is up but has left no session file");
  return { start, session };
}

/** A proxy that answers nothing, by all its names: what goes on in a session stays on this machine, and must not ask it. */
const DEAD_PROXY = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) =>
    [name, name.toLowerCase()].map((spelled) => [spelled, "http://127.0.0.1:9"]),
  ),
);

/** Of who works behind such a proxy, and has told nobody that this machine is not behind it. All is installed already. */
export const behindDeadProxy = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
  startEnvironment({ ...DEAD_PROXY, NO_PROXY: undefined, no_proxy: undefined, ...more });

/**
 * For a session's environment: its checker opens a lab at the first check. To run the solutions of all labs before would take more of the
 * machine than all suites that work in a session. A long run leaves the checker as learners have it.
 */
export const NO_WARM_UP = LONG ? {} : { LABS_CHECKER_WARM_UP: "no" };

/** The environment of whoever runs the tests, without what npm and the test run have put there. */
export function startEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|LABS_|JUPYTER|npm_(lifecycle|package|execpath|node_execpath|command))/.test(name),
  );
  return { ...Object.fromEntries(own), ...more };
}
