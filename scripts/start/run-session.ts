import { Failure, UsageError, type CommandIo } from "../labs/command";
import { bringUp, type SessionPlan } from "./bring-up";
import { openInBrowser } from "./browser";
import { getLastLine } from "./children";
import { claimFolder } from "./claim";
import { openSupervisor, type Supervisor } from "./supervisor";
import type { Session } from "./session";
import { stopRequest } from "./stop-request";

/**
 * Runs the lab cloud, the labs' preparation and JupyterLab until the person stops them.
 *
 * @returns the exit status: 0 when it was stopped by its user, here or from JupyterLab's menu
 * @throws Failure with one line on the problem and what to do
 */
export async function runSession(plan: SessionPlan, io: CommandIo): Promise<number> {
  const target = io.env["LABS_TARGET"] || "cloud";
  if (target !== "cloud" && target !== "aws")
    throw new UsageError(`LABS_TARGET is "${target}", but it must be "cloud" or "aws".`);
  const claim = await claimFolder(io);
  if ("running" in claim) return reportRunning(claim.running, plan, io);

  const supervisor = openSupervisor(io.root, claim.claimed);
  const stop = stopRequest();
  try {
    const up = (target === "aws" ? agree(plan, io) : Promise.resolve()).then(() => bringUp(plan, supervisor, io));
    // If the session is being stopped, a failure of the start no longer matters.
    up.catch(() => undefined);
    await Promise.race([up, stop.requested]);
    await Promise.race([stop.requested, waitUntilAnyEnds(supervisor)]);
    io.printResult("Ending everything …");
  } catch (error) {
    throw simplifyError(error);
  } finally {
    await supervisor.end(stop.hurry);
    stop.stopListening();
  }
  io.printResult("Everything has stopped. Your streams, objects and notebooks are saved.");
  return 0;
}

/**
 * Tells account and costs, and asks the learner to agree. Nothing is created here, but the cells that the learner runs
 * from now on create resources.
 */
async function agree({ yes, account }: SessionPlan, io: CommandIo): Promise<void> {
  // The programs started here get no endpoint, so the check of the account must not use one either.
  delete process.env["AWS_ENDPOINT_URL"];
  const env = { ...io.env, AWS_ENDPOINT_URL: undefined };
  // Imported here, since the SDK takes a while to load and is needed only for AWS.
  const { agreeOnAws } = await import("../labs/aws/agree");
  const { labs } = await import("../../course/index");
  const question = "Start the labs on this account?";
  await agreeOnAws({ labs, question, withServices: false }, { yes, account }, { ...io, env });
}

/** Turns an error of the system, such as a full disk, into a Failure without a stack, which would not help its user. */
function simplifyError(error: unknown): unknown {
  const refused = error instanceof Error && "syscall" in error && "code" in error;
  return refused
    ? new Failure(
        `The operating system refused something that the labs need: ${error.message}. \`npx labs doctor\` may say more.`,
        {
          cause: error,
        },
      )
    : error;
}

/**
 * Waits until a program ends. JupyterLab's own menu can shut JupyterLab down, which ends the session with status 0. The
 * end of any other program is a failure.
 */
async function waitUntilAnyEnds(supervisor: Supervisor): Promise<void> {
  const child = await supervisor.waitForFirstEnd();
  const how = await child.ended;
  if (child.name === "JupyterLab" && how === "ended with status 0") return;
  throw new Failure(`${child.name} ${how}: ${getLastLine(child.log)} Its log: ${child.log}`);
}

function reportRunning({ pid, url }: Session, { browser }: SessionPlan, { printResult, root }: CommandIo): number {
  if (url === undefined) {
    printResult(
      `The labs are already starting here, in process ${pid}. Wait a moment, or stop it with Ctrl-C in its terminal.`,
    );
    return 1;
  }
  printResult(`The labs are already running (process ${pid}). JupyterLab: ${url}`);
  printResult("To stop them, press Ctrl-C in the terminal where you started them.");
  if (browser) openInBrowser(root, url);
  return 0;
}
