import { join } from "node:path";
import { installKernel } from "../../kernel/install";
import type { Io } from "../labs/command";
import { setUpAwsCli } from "./aws-cli";
import { checkerPrograms, keepChecker } from "./checker";
import { openInBrowser } from "./browser";
import type { Crew } from "./crew";
import { QUIET_SDK, labEnvironment, sessionVariables } from "./environment";
import { startFirstKernel } from "./first-kernel";
import { jupyterReady, startJupyter } from "./jupyter";
import { jupyterUrl, writeJupyterConfig } from "./jupyter-config";
import { newToken } from "./keys";
import { startLabCloud } from "./lab-cloud";
import type { RunningCloud } from "./lab-cloud";
import { landingPage } from "./landing-page";
import { choosePort } from "./ports";
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
  const port = await choosePort({ wanted: plan.port, first: JUPYTER_PORT, option: "--port", what: "JupyterLab" });
  const onAws = io.env["LABS_TARGET"] === "aws";
  if (onAws) io.out("AWS          your own account. What you create there costs money until you delete it.");
  const cloud = onAws ? undefined : await cloudOn(plan.cloudPort, crew, io);
  const env = labEnvironment(root, cloud);
  crew.note({ environment: sessionVariables(root, cloud, "") });

  const page = { port, token: newToken(), opens: landingPage(root) };
  installKernel({ root, prefix: join(root, ".venv") });
  writeJupyterConfig({ ...page, root, cloud, shell: io.env["SHELL"] });
  const jupyter = await startJupyter(crew, root, env);
  // At the very first start this takes some seconds of one processor; afterwards the browser needs it.
  const programs = checkerPrograms(root).catch(() => undefined); // told by the checker's log, when it is started
  await Promise.all([
    jupyterReady(jupyter, page).then(() => startFirstKernel(root, page)),
    cloud && withGivens(root, cloud),
    programs,
  ]);

  const url = jupyterUrl(page);
  crew.note({ url });
  io.out(`JupyterLab   ${url}`);
  io.out("Press Ctrl-C here to end everything.");
  if (plan.browser) openInBrowser(root, url);
  // Last: nobody checks in the first seconds.
  void keepChecker(crew, root, env);
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

async function cloudOn(wanted: number | undefined, crew: Crew, { root, out }: Io): Promise<RunningCloud> {
  const port = await choosePort({ wanted, first: CLOUD_PORT, option: "--cloud-port", what: "the lab cloud" });
  const cloud = await startLabCloud(crew, root, port);
  const { token, accessKeyId, secretAccessKey } = cloud;
  crew.note({ port, token, keys: { accessKeyId, secretAccessKey } });
  out(`Lab cloud    ${cloud.endpoint} (its data: .labs/cloud)`);
  return cloud;
}
