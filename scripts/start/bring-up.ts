import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installKernel } from "../../kernel/install";
import { makeKernelSnapshot } from "../../kernel/make-snapshot";
import { isPresent } from "../../grader/core/ignore-missing";
import type { CommandIo } from "../labs/command";
import { setUpAwsCli } from "./aws-cli";
import { prepareCheckerPrograms, keepChecker } from "./checker";
import { openInBrowser } from "./browser";
import type { Supervisor } from "./supervisor";
import { QUIET_SDK, createLabEnvironment, createSessionVariables } from "./environment";
import { startFirstKernel } from "./first-kernel";
import { readHub, type Hub } from "./hub";
import { waitForJupyter, startJupyter } from "./jupyter";
import { formatJupyterUrl, writeJupyterConfig } from "./jupyter-config";
import { createToken } from "./keys";
import { startLabCloud, type RunningCloud } from "./lab-cloud";
import { showDamage } from "./show-damage";
import { choosePort, findFreePort } from "./ports";

/** How the course is started. Ports that are not given are chosen. */
export interface SessionPlan {
  readonly port: number | undefined;
  readonly cloudPort: number | undefined;
  readonly browser: boolean;
  /** On AWS: whether the learner has agreed in advance, and the required account. */
  readonly yes: boolean;
  readonly account: string | undefined;
}

const CLOUD_PORT = 4566;
const JUPYTER_PORT = 8888;

/**
 * Starts the session's programs, each after those that it needs, and prints their addresses.
 *
 * @throws Failure if a port is taken or a program does not start
 */
export async function bringUp(plan: SessionPlan, supervisor: Supervisor, io: CommandIo): Promise<void> {
  const { root } = io;
  makeFoldersPrivate(root);
  setUpAwsCli(root);
  const page = await choosePage(plan, io);
  const { hub } = page;
  const onAws = io.env["LABS_TARGET"] === "aws";
  if (onAws) io.printResult("AWS          your own account. What you create there costs money until you delete it.");
  const cloud = onAws ? undefined : await startCloud(await chooseCloudPort(plan, hub), supervisor, io);
  const env = createLabEnvironment(root, cloud);
  supervisor.note({ environment: createSessionVariables(root, cloud, "") });

  installKernel({ root, prefix: join(root, ".venv") });
  writeJupyterConfig({ ...page, cloud, shell: io.env["SHELL"] });
  const jupyter = await startJupyter(supervisor, page, env);
  // At the very first start this takes a processor some seconds, which the browser would need later.
  const programs = prepareCheckerPrograms(root).catch(() => undefined); // told later in the checker's log
  const snapshot = makeKernelSnapshot(root);
  await Promise.all([
    Promise.all([waitForJupyter(jupyter, page), snapshot]).then(() => startFirstKernel(root, page)),
    cloud && applyGivens(root, cloud),
    programs,
  ]);
  await endBundler();
  // Somebody may have pressed Ctrl-C meanwhile: the session then has no address any more, and no browser is opened.
  if (supervisor.isEnding()) return;

  const url = formatJupyterUrl(page);
  supervisor.note({ url });
  // A hub has its own address for people, and its token must not be shown.
  io.printResult(`JupyterLab   ${hub?.asksHub ? `${hub.prefix} of JupyterHub` : url}`);
  io.printResult("Press Ctrl-C here to stop everything.");
  if (plan.browser && !hub) openInBrowser(root, url);
  // The checker starts last, since nobody checks in the first seconds. If many learners share the machine, it warms up
  // only at the first check.
  void keepChecker(supervisor, root, hub ? { ...env, LABS_CHECKER_WARM_UP: "no" } : env);
}

/**
 * Keeps other users of the machine out of the folders with tokens, keys and what a learner's programs print, also out of
 * those that an older version made. The lab cloud does so for its own folder.
 */
function makeFoldersPrivate(root: string): void {
  for (const name of ["aws", "exam", "jupyter", "logs"]) {
    const folder = join(root, ".labs", name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
  }
}

/**
 * Ends the process that esbuild keeps for more bundling, with up to 270 MB: from here on nothing is bundled unless a
 * source changes.
 */
async function endBundler(): Promise<void> {
  const { stop } = await import("esbuild");
  await stop();
}

/**
 * Makes the resources that the labs expect to exist. On AWS nothing is made without being asked for, since it may cost
 * money: there `npx labs given` does it.
 */
async function applyGivens(
  root: string,
  { endpoint, region, accessKeyId, secretAccessKey }: RunningCloud,
): Promise<void> {
  process.env[QUIET_SDK] = "true";
  // Imported here, since the SDK takes a while to load, and JupyterLab is starting meanwhile.
  const { setUpGivens } = await import("../labs/givens");
  const { labs } = await import("../../course/index");
  await setUpGivens(root, labs, {
    withSolution: true,
    connection: { endpoint, region, credentials: { accessKeyId, secretAccessKey } },
  });
}

/** JupyterLab's address and first page: as the hub demands, or else a free port. */
async function choosePage({ port }: SessionPlan, { root, env }: CommandIo) {
  const hub = readHub(env);
  const opens = getLandingPage(root);
  if (hub)
    return { root, hub, opens, host: formatLocalAddress(hub), port: hub.port, prefix: hub.prefix, token: hub.token };
  const free = await choosePort({ requested: port, first: JUPYTER_PORT, option: "--port", what: "JupyterLab" });
  return { root, hub, opens, host: "127.0.0.1", port: free, prefix: "/", token: createToken() };
}

/** The address where this machine reaches a server that listens on a hub's address. */
const formatLocalAddress = ({ ip }: Hub): string => (ip === "0.0.0.0" ? "127.0.0.1" : ip);

/**
 * The lab cloud's port. On a hub any free port is used: many servers may start at one time on one machine, and would
 * all find the same first port free.
 */
async function chooseCloudPort({ cloudPort }: SessionPlan, hub: Hub | undefined): Promise<number | undefined> {
  return cloudPort ?? (hub ? await findFreePort() : undefined);
}

async function startCloud(
  requested: number | undefined,
  supervisor: Supervisor,
  { root, printResult }: CommandIo,
): Promise<RunningCloud> {
  const port = await choosePort({
    requested,
    first: CLOUD_PORT,
    option: "--cloud-port",
    what: "the lab cloud",
  });
  const cloud = await startLabCloud(supervisor, root, port);
  const { token, accessKeyId, secretAccessKey } = cloud;
  supervisor.note({ port, token, keys: { accessKeyId, secretAccessKey } });
  printResult(`Lab cloud    ${cloud.endpoint} (its data: .labs/cloud)`);
  showDamage(cloud.child.log, printResult);
  return cloud;
}

/**
 * The page that JupyterLab shows first: the first lab's notebook.
 *
 * @returns a path in the project; the README if there is no notebook
 */
function getLandingPage(root: string): string {
  const folder = join(root, "notebooks");
  const first = isPresent(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".ipynb"))
        .sort()[0]
    : undefined;
  return first === undefined ? "README.md" : `notebooks/${first}`;
}
