import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import type { JupyterPlan } from "./jupyter-config";

/** JupyterLab answers when the kernel's process is there, long before that is done with its own start. */
const WITHIN_MS = 10_000;

/**
 * Starts the kernel of the notebook that opens first while the browser still loads JupyterLab's pages: the kernel takes longest to be ready for
 * a first cell. JupyterLab finds it by the notebook's path. Where that fails, it starts one itself, as for all other notebooks.
 */
export async function startFirstKernel(
  root: string,
  { host, port, prefix, token, opens }: Pick<JupyterPlan, "host" | "port" | "prefix" | "token" | "opens">,
): Promise<void> {
  if (!opens.endsWith(".ipynb")) return;
  try {
    const { metadata } = JSON.parse(await readFile(join(root, opens), "utf8")) as INotebookContent;
    const kernel = { name: metadata.kernelspec?.name };
    const reply = await fetch(`http://${host}:${port}${prefix}api/sessions`, {
      method: "POST",
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ type: "notebook", path: opens, name: basename(opens), kernel }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    await reply.arrayBuffer();
  } catch {
    // A notebook that the learner has damaged, or a server that is slow: nothing is lost but time.
  }
}
