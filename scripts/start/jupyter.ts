import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../labs/command";
import { getVenvPython } from "../setup/venv.mjs";
import { getLastLine, type Child } from "./children";
import type { Supervisor } from "./supervisor";
import type { JupyterPlan } from "./jupyter-config";

const READY_WITHIN_MS = 90_000;
const LOOK_AGAIN_MS = 100;

/**
 * Starts JupyterLab with the written configuration, as a hub's server if there is a hub. JupyterLab is not ready yet
 * when this returns.
 */
export function startJupyter(
  supervisor: Supervisor,
  { root, hub }: Pick<JupyterPlan, "root" | "hub">,
  env: NodeJS.ProcessEnv,
): Promise<Child> {
  return supervisor.start({
    name: "JupyterLab",
    command: getVenvPython(root),
    args: ["-m", hub?.asksHub ? "jupyterhub.singleuser" : "jupyterlab"],
    cwd: root,
    env: { ...env, ...hub?.variables },
    log: join(root, ".labs", "logs", "jupyter.log"),
  });
}

/**
 * Waits until JupyterLab answers.
 *
 * @throws Failure if JupyterLab ends instead, or does not answer for 90 s
 */
export async function waitForJupyter(
  jupyter: Child,
  { host, port, prefix, token }: Pick<JupyterPlan, "host" | "port" | "prefix" | "token">,
): Promise<void> {
  const latest = Date.now() + READY_WITHIN_MS;
  while (Date.now() < latest) {
    if (jupyter.hasEnded())
      throw new Failure(`JupyterLab ${await jupyter.ended}: ${getLastLine(jupyter.log)} Its log: ${jupyter.log}`);
    if (await isAnswering(`http://${host}:${port}${prefix}api/status`, token)) return;
    await wait(LOOK_AGAIN_MS);
  }
  throw new Failure(`JupyterLab does not answer on port ${port}. Its log: ${jupyter.log}`);
}

async function isAnswering(url: string, token: string): Promise<boolean> {
  try {
    const reply = await fetch(url, { headers: { authorization: `token ${token}` } });
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}
