import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { getVenvPython } from "../setup/venv.mjs";

/**
 * Opens a page in the person's browser. If there is no browser, nothing happens: the terminal shows the address.
 *
 * The browser gets a local file that redirects to the page, since an address on a command line, with its token, can be read
 * by every user of the machine. Python finds the browser on each system.
 */
export function openInBrowser(root: string, url: string): void {
  const file = join(root, ".labs", "jupyter", "open.html");
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${url}"><p><a href="${url}">JupyterLab</a></p>\n`,
    { mode: 0o600 },
  );
  const opener = spawn(getVenvPython(root), ["-m", "webbrowser", "-t", pathToFileURL(file).href], {
    stdio: "ignore",
    detached: true,
    windowsHide: true,
  });
  opener.on("error", () => undefined);
  opener.unref();
}
