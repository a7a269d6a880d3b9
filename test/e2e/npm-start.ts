import { spawn } from "node:child_process";
import { once } from "node:events";
import { readSession, type Session } from "../../scripts/start/session";
import { LONG } from "../../cloud/testing/skip";

/** `npm start`, running as in a person's terminal. */
export interface NpmStart {
  /** Its whole output so far. */
  getText(): string;
  /** Resolves once its output matches; rejects with the whole output if it ends before. */
  waitForOutput(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with the exit status when it has ended. */
  readonly ended: Promise<number | null>;
  /** Does the same as Ctrl-C in its terminal: sends the signal to npm and all processes of its group. */
  press(signal?: NodeJS.Signals): void;
}

interface StartOptions {
  readonly root: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `npm start -- --no-browser …` in its own process group. */
export function startNpm({ root, args = [], env = startEnvironment() }: StartOptions): NpmStart {
  const child = spawn("npm", ["start", "--", "--no-browser", ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let over = false;
  const listeners = new Set<() => void>();
  const notifyListeners = () => listeners.forEach((listener) => listener());
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      text += String(chunk);
      notifyListeners();
    });
  const ended = once(child, "close").then(([code]) => {
    over = true;
    notifyListeners();
    return code as number | null;
  });
  return {
    getText: () => text,
    ended,
    press(signal = "SIGINT") {
      if (!over && child.pid !== undefined) process.kill(-child.pid, signal);
    },
    waitForOutput: (pattern) =>
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

/** Starts a session and waits until JupyterLab answers. */
export async function startSession(wish: StartOptions): Promise<{ start: NpmStart; session: Session }> {
  const start = startNpm(wish);
  await start.waitForOutput(/Press Ctrl-C here/);
  const session = readSession(wish.root);
  if (session === undefined) throw new Error("npm start is up but has left no session file");
  return { start, session };
}

/**
 * Sets a dead proxy, by all variables for proxies: requests within a session stay on this machine and must not use it.
 */
const DEAD_PROXY = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) =>
    [name, name.toLowerCase()].map((spelled) => [spelled, "http://127.0.0.1:9"]),
  ),
);

/** The environment of a person behind such a proxy who has not set NO_PROXY. Everything is installed already. */
export const createDeadProxyEnvironment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
  startEnvironment({ ...DEAD_PROXY, NO_PROXY: undefined, no_proxy: undefined, ...more });

/**
 * Variables for a session whose checker opens a lab only at the first check. Otherwise it would run the solutions of all labs, which
 * takes more processor time than all suites that work in a session. In a long run the checker warms up as for learners.
 */
export const NO_WARM_UP = LONG ? {} : { LABS_CHECKER_WARM_UP: "no" };

/** The environment of the person who runs the tests, without the variables of npm and of the test run. */
export function startEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const unrelated = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|LABS_|JUPYTER|npm_(lifecycle|package|execpath|node_execpath|command))/.test(name),
  );
  return { ...Object.fromEntries(unrelated), ...more };
}
