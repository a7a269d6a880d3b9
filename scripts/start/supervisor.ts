import { Failure } from "../labs/command";
import { startChild, type Child, type ChildPlan } from "./children";
import { endProcesses } from "./end";
import { SESSION_VARIABLE, listProcesses } from "./processes";
import { releaseSession, updateSession, type Session } from "./session";

/** The programs of one session, with the session's file, which lists them. */
export interface Supervisor {
  /**
   * Starts a program and adds it to the session's file, so that it is ended in any case. A program that `isSpare` may
   * end without ending the session.
   */
  start(plan: ChildPlan & { readonly isSpare?: boolean }): Promise<Child>;
  /** Adds facts to `.labs/session.json`. */
  note(more: Partial<Session>): void;
  /** Resolves with the first program that ends by itself, unless it `isSpare`. */
  waitForFirstEnd(): Promise<Child>;
  /** Whether its programs are being ended. */
  isEnding(): boolean;
  /** Ends all programs and their descendants, then releases the claim of the folder. */
  end(hurry: AbortSignal): Promise<void>;
}

export function openSupervisor(root: string, claimed: Session): Supervisor {
  let session = claimed;
  let closed = false;
  const children: Child[] = [];
  let reportEnd: (child: Child) => void = () => undefined;
  const firstEnd = new Promise<Child>((resolve) => (reportEnd = resolve));
  const note = (more: Partial<Session>) => {
    session = { ...session, ...more };
    if (!closed) updateSession(root, session);
  };
  return {
    note,
    waitForFirstEnd: () => firstEnd,
    isEnding: () => closed,
    async start(plan) {
      if (closed) throw new Failure(`${plan.name} is no longer started.`);
      const child = startChild({ ...plan, env: { ...plan.env, [SESSION_VARIABLE]: session.id } });
      children.push(child);
      await child.spawned;
      const started = listProcesses().find(({ pid }) => pid === child.pid)?.started ?? "";
      note({ children: [...session.children, { pid: child.pid, started }] });
      if (!plan.isSpare) void child.ended.then(() => reportEnd(child));
      return child;
    },
    async end(hurry) {
      closed = true;
      await endProcesses({ pids: children.map(({ pid }) => pid), session: session.id, hurry });
      releaseSession(root);
    },
  };
}
