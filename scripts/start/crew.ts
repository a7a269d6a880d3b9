import { Failure } from "../labs/command";
import { startChild } from "./children";
import type { Child, ChildPlan } from "./children";
import { endProcesses } from "./end";
import { SESSION_VARIABLE, systemProcesses } from "./processes";
import { releaseSession, updateSession } from "./session";
import type { Session } from "./session";

/** The programs of one session, and the session's file that tells of them. */
export interface Crew {
  /** Starts a program and writes it down, so that it is ended whatever happens. The session can do without one that `isSpare`. */
  start(plan: ChildPlan & { readonly isSpare?: boolean }): Promise<Child>;
  /** Adds to what `.labs/session.json` says. */
  note(more: Partial<Session>): void;
  /** Resolves with the first program that ends by itself and that the session cannot do without. */
  firstEnded(): Promise<Child>;
  /** Ends every program and all that they started, then gives the folder free. */
  end(hurry: AbortSignal): Promise<void>;
}

export function openCrew(root: string, claimed: Session): Crew {
  let session = claimed;
  let closed = false;
  const children: Child[] = [];
  let tellEnd: (child: Child) => void = () => undefined;
  const firstEnd = new Promise<Child>((resolve) => (tellEnd = resolve));
  const note = (more: Partial<Session>) => {
    session = { ...session, ...more };
    if (!closed) updateSession(root, session);
  };
  return {
    note,
    firstEnded: () => firstEnd,
    async start(plan) {
      if (closed) throw new Failure(`${plan.name} is not started any more.`);
      const child = startChild({ ...plan, env: { ...plan.env, [SESSION_VARIABLE]: session.id } });
      children.push(child);
      await child.spawned;
      const started = systemProcesses().find(({ pid }) => pid === child.pid)?.started ?? "";
      note({ children: [...session.children, { pid: child.pid, started }] });
      if (!plan.isSpare) void child.ended.then(() => tellEnd(child));
      return child;
    },
    async end(hurry) {
      closed = true;
      await endProcesses({ pids: children.map(({ pid }) => pid), session: session.id, hurry });
      releaseSession(root);
    },
  };
}
