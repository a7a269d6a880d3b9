import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { declareCommand, type CommandIo } from "../command";
import { isLive, readSession } from "../../start/session";
import { readLearnerFile } from "../learner-file";
import { restorePristine } from "../pristine";
import { findLab } from "../find-lab";

export const reset = declareCommand({
  usage: "labs reset <lab> [--language CODE]",
  does: "Restore a lab's notebook and scripts to their original state; your versions are kept alongside.",
  args: ["<lab>"],
  options: {
    language: { type: "string", value: "CODE", help: "the language of the notebook's texts, such as de (default: en)" },
  },
  async run({ language }, { root, printResult }: CommandIo, [named = ""]) {
    const lab = findLab(named);
    for (const { path, text } of await restorePristine(root, lab, language)) {
      const file = join(root, path);
      const current = readLearnerFile(root, path);
      if (current === text) {
        printResult(`${path}: unchanged since it was handed out.`);
        continue;
      }
      const stored = current === undefined ? undefined : await keep(root, { path, text: current });
      await mkdir(dirname(file), { recursive: true });
      // Written as a new file, so that a link at this path is not followed.
      await rm(file, { force: true });
      await writeFile(file, text, { flag: "wx" });
      printResult(
        stored === undefined
          ? `${path}: was missing, now restored.`
          : `${path}: restored to its original state. Your version is kept in ${stored}.`,
      );
    }
    const { notebook } = lab;
    printResult(
      (await isOpen(root, notebook))
        ? `⚠ ${notebook} is open in JupyterLab, which still shows the old version. There, choose File > Reload Notebook from Disk before you save. ` +
            "If JupyterLab asks, choose Revert: Overwrite would bring the old version back."
        : "If the notebook is open in JupyterLab, choose File > Reload Notebook from Disk.",
    );
  },
});

/**
 * Whether a notebook is open in a page of the JupyterLab that `npm start` has started, with a kernel. False if
 * JupyterLab does not answer.
 */
async function isOpen(root: string, notebook: string): Promise<boolean> {
  const session = readSession(root);
  if (session?.url === undefined || !isLive(session)) return false;
  try {
    const { origin, search } = new URL(session.url);
    const open: unknown = await (await fetch(`${origin}/api/sessions${search}`)).json();
    return (
      Array.isArray(open) &&
      open.some(
        (item: { readonly path?: unknown; readonly kernel?: { readonly connections?: number } }) =>
          item.path === notebook && item.kernel?.connections !== 0,
      )
    );
  } catch {
    return false;
  }
}

/** Keeps a text under the first free name: `consumer_before-reset-1.ts`, then `-2` and so on. */
async function keep(root: string, { path, text }: { path: string; text: string }): Promise<string> {
  for (let n = 1; ; n += 1) {
    const stored = path.replace(/(\.\w+)$/, `_before-reset-${n}$1`);
    if (existsSync(join(root, stored))) continue;
    await writeFile(join(root, stored), text, { flag: "wx" });
    return stored;
  }
}
