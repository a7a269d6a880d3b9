import { randomBytes } from "node:crypto";
import type { CommandIo } from "../labs/command";
import { endProcesses } from "./end";
import { listProcesses } from "./processes";
import { claimSession, isLive, releaseSession, type Session } from "./session";

/**
 * Claims the project's folder for a new session. Programs that a killed session has left running are ended first.
 *
 * @returns the claim, or the session that is running here already
 */
export async function claimFolder({
  root,
  env,
  printResult,
}: CommandIo): Promise<{ readonly claimed: Session } | { readonly running: Session }> {
  const session = createSession(env["LABS_TARGET"] === "aws" ? "aws" : "cloud");
  for (let first = claimSession(root, session); first !== undefined; first = claimSession(root, session)) {
    if (isLive(first)) return { running: first };
    const left = first.children.filter((child) => process.platform !== "win32" && isLive(child));
    if (left.length > 0) printResult("Stopping what an earlier, interrupted session left running …");
    await endProcesses({ pids: left.map(({ pid }) => pid), session: first.id, hurry: new AbortController().signal });
    releaseSession(root);
  }
  return { claimed: session };
}

function createSession(target: Session["target"]): Session {
  const started = listProcesses().find(({ pid }) => pid === process.pid)?.started ?? "";
  return { id: randomBytes(8).toString("hex"), pid: process.pid, started, target, children: [], environment: {} };
}
