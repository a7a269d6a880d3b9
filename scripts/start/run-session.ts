import { Failure, UsageError } from "../labs/command";
import type { Io } from "../labs/command";
import { bringUp } from "./bring-up";
import { openInBrowser } from "./browser";
import { lastWords } from "./children";
import { claimFolder } from "./claim";
import { openCrew } from "./crew";
import type { Crew } from "./crew";
import type { Session } from "./session";
import type { SessionPlan } from "./session-plan";
import { stopRequest } from "./stop-request";

/**
 * Runs everything until it is told to stop: lab cloud, givens, JupyterLab.
 *
 * @returns the exit status: 0 when it was stopped by its user, here or from JupyterLab's menu
 * @throws Failure with one line on what is wrong and what to do
 */
export async function runSession(plan: SessionPlan, io: Io): Promise<number> {
  const target = io.env["LABS_TARGET"] || "cloud";
  if (target !== "cloud" && target !== "aws")
    throw new UsageError(`LABS_TARGET is "${target}"; it may be "cloud" or "aws".`);
  const claim = await claimFolder(io);
  if ("running" in claim) return alreadyRunning(claim.running, plan, io);

  const crew = openCrew(io.root, claim.claimed);
  const stop = stopRequest();
  try {
    const up = (target === "aws" ? agree(plan, io) : Promise.resolve()).then(() => bringUp(plan, crew, io));
    // Told to stop meanwhile, it may still fail; that is nobody's concern any more.
    up.catch(() => undefined);
    await Promise.race([up, stop.asked]);
    await Promise.race([stop.asked, untilOneEnds(crew)]);
    io.out("Ending everything …");
  } catch (error) {
    throw plainly(error);
  } finally {
    await crew.end(stop.hurry);
    stop.done();
  }
  io.out("Everything has ended. Your streams, objects and notebooks are kept.");
  return 0;
}

/** Nothing is created here, but by every cell that a learner runs from now on: in which account, and at what cost, is said first. */
async function agree({ yes, account }: SessionPlan, io: Io): Promise<void> {
  // What is started here is not told of an endpoint, so this must not look at it either.
  delete process.env["AWS_ENDPOINT_URL"];
  const env = { ...io.env, AWS_ENDPOINT_URL: undefined };
  // Read only now: the SDK takes a while to load, and the lab cloud needs none of it.
  const { agreeOnAws } = await import("../labs/aws/agree");
  const { labs } = await import("../../course/index");
  const question = "Start the labs on this account?";
  await agreeOnAws({ labs, question, withServices: false }, { yes, account }, { ...io, env });
}

/** What the system refuses, such as writing to a full disk, is for its user to mend; a stack would not help. */
function plainly(error: unknown): unknown {
  const refused = error instanceof Error && "syscall" in error && "code" in error;
  return refused
    ? new Failure(`The system refused something the labs need: ${error.message}. \`npx labs doctor\` may say more.`, {
        cause: error,
      })
    : error;
}

/** JupyterLab's own menu can shut it down: that ends the session well. Anything else that ends is a fault. */
async function untilOneEnds(crew: Crew): Promise<void> {
  const child = await crew.firstEnded();
  const how = await child.ended;
  if (child.name === "JupyterLab" && how === "ended with status 0") return;
  throw new Failure(`${child.name} ${how}: ${lastWords(child.log)} All it wrote: ${child.log}`);
}

function alreadyRunning({ pid, url }: Session, { browser }: SessionPlan, { out, root }: Io): number {
  if (url === undefined) {
    out(
      `The labs are being started here already, by process ${pid}. Wait a little, or end it with Ctrl-C in its terminal.`,
    );
    return 1;
  }
  out(`The labs are running already (process ${pid}). JupyterLab: ${url}`);
  out("To end them, press Ctrl-C in the terminal where they were started.");
  if (browser) openInBrowser(root, url);
  return 0;
}
