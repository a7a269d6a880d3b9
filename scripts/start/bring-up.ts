import { join } from "node:path";
import { installKernel } from "../../kernel/install";
import { makeKernelSnapshot } from "../../kernel/make-snapshot";
import type { Io } from "../labs/command";
import { setUpAwsCli } from "./aws-cli";
import { checkerPrograms, keepChecker } from "./checker";
import { openInBrowser } from "./browser";
import type { Crew } from "./crew";
import { QUIET_SDK, labEnvironment, sessionVariables } from "./environment";
import { startFirstKernel } from "./first-kernel";
import { hubOf, type Hub } from "./hub";
import { jupyterReady, startJupyter } from "./jupyter";
import { jupyterUrl, writeJupyterConfig } from "./jupyter-config";
import { newToken } from "./keys";
import { startLabCloud } from "./lab-cloud";
import type { RunningCloud } from "./lab-cloud";
import { landingPage } from "./landing-page";
import { choosePort, freePort } from "./ports";
import type { SessionPlan } from "./session-plan";

const CLOUD_PORT = 4566;
const JUPYTER_PORT = 8888;

/**
 * Starts the session's programs, in the order in which each needs the other, and says where they are.
 *
 * @throws Failure when a port is taken or a program does not come up
 */
export async function bringUp(plan: SessionPlan, crew: Crew, io: Io): Promise<void> {
  const { root } = io;
  setUpAwsCli(root);
  const page = await chosenPage(plan, io);
  const { hub } = page;
  const onAws = io.env["LABS_TARGET"] === "aws";
  if (onAws) io.out("AWS          your own account. What you create there costs money until you delete it.");
  const cloud = onAws ? undefined : await cloudOn(await cloudPortOf(plan, hub), crew, io);
  const env = labEnvironment(root, cloud);
  crew.note({ environment: sessionVariables(root, cloud, "") });

  installKernel({ root, prefix: join(root, ".venv") });
  writeJupyterConfig({ ...page, cloud, shell: io.env["SHELL"] });
  const jupyter = await startJupyter(crew, page, env);
  // At the very first start this takes some seconds of one processor; afterwards the browser needs it.
  const programs = checkerPrograms(root).catch(() => undefined); // told by the checker's log, when it is started
  const snapshot = makeKernelSnapshot(root);
  await Promise.all([
    Promise.all([jupyterReady(jupyter, page), snapshot]).then(() => startFirstKernel(root, page)),
    cloud && withGivens(root, cloud),
    programs,
  ]);
  await endBundler();

  const url = jupyterUrl(page);
  crew.note({ url });
  // A hub shows its own address, and its token is not for people.
  io.out(`JupyterLab   ${hub?.asksHub ? `${hub.prefix} of JupyterHub` : url}`);
  io.out("Press Ctrl-C here to end everything.");
  if (plan.browser && !hub) openInBrowser(root, url);
  // Last: nobody checks in the first seconds.
  // Among many learners on one machine each pays for it when they check first.
  void keepChecker(crew, root, hub ? { ...env, LABS_CHECKER_WARM_UP: "no" } : env);
}

/** What esbuild keeps running, with up to 270 MB, for who bundles more. From here on nothing is, unless a source changes. */
async function endBundler(): Promise<void> {
  const { stop } = await import("esbuild");
  await stop();
}

/** What every lab takes as already there. On AWS nothing is made unasked, since it may cost money: there is `npx labs given`. */
async function withGivens(
  root: string,
  { endpoint, region, accessKeyId, secretAccessKey }: RunningCloud,
): Promise<void> {
  process.env[QUIET_SDK] = "true";
  // Read only now: the SDK takes a while to load, and JupyterLab is starting meanwhile.
  const { setUpGivens } = await import("../labs/givens");
  const { labs } = await import("../../course/index");
  await setUpGivens(root, labs, {
    withSolution: true,
    connection: { endpoint, region, credentials: { accessKeyId, secretAccessKey } },
  });
}

/** Where JupyterLab is reached, and what opens: as a hub wants it, else where there is room. */
async function chosenPage({ port }: SessionPlan, { root, env }: Io) {
  const hub = hubOf(env);
  const opens = landingPage(root);
  if (hub) return { root, hub, opens, host: ownAddress(hub), port: hub.port, prefix: hub.prefix, token: hub.token };
  const free = await choosePort({ wanted: port, first: JUPYTER_PORT, option: "--port", what: "JupyterLab" });
  return { root, hub, opens, host: "127.0.0.1", port: free, prefix: "/", token: newToken() };
}

/** The address at which this machine itself reaches what listens on a hub's. */
const ownAddress = ({ ip }: Hub): string => (ip === "0.0.0.0" ? "127.0.0.1" : ip);

/** Many servers of a hub start at one time on one machine: they would all find the same first port free. */
async function cloudPortOf({ cloudPort }: SessionPlan, hub: Hub | undefined): Promise<number | undefined> {
  return cloudPort ?? (hub ? await freePort() : undefined);
}

async function cloudOn(wanted: number | undefined, crew: Crew, { root, out }: Io): Promise<RunningCloud> {
  const port = await choosePort({ wanted, first: CLOUD_PORT, option: "--cloud-port", what: "the lab cloud" });
  const cloud = await startLabCloud(crew, root, port);
  const { token, accessKeyId, secretAccessKey } = cloud;
  crew.note({ port, token, keys: { accessKeyId, secretAccessKey } });
  out(`Lab cloud    ${cloud.endpoint} (its data: .labs/cloud)`);
  return cloud;
}
