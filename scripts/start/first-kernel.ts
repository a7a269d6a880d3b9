import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import type { JupyterPlan } from "./jupyter-config";

/** JupyterLab answers as soon as the kernel's process exists, long before the kernel is ready. */
const WITHIN_MS = 10_000;

/**
 * Starts the kernel of the first notebook while the browser is still loading JupyterLab's pages, since the kernel takes longest to be ready for
 * a first cell. JupyterLab finds the kernel by the notebook's path. If the start fails, JupyterLab starts a kernel itself, as for all other
 * notebooks.
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
    // The notebook may be damaged, or the server slow: then the first cell only has to wait longer.
  }
}
