import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { DOCS } from "../../scripts/test/judges";
import type { LearnerPage } from "./learner-session";

/** Makes an animated picture of a walk's steps. */
interface Recorder {
  /** Adds the present page, with a caption at its lower edge; a cell is scrolled to the middle before. */
  show(lab: LearnerPage, caption: string, cell?: string): Promise<void>;
  /** Writes the animation. */
  write(): Promise<void>;
}

/** How long each picture is shown, to read its caption and look at the page. */
const SHOWN_MS = 3500;
const CAPTION =
  "position:fixed;z-index:99999;left:0;right:0;bottom:0;padding:14px;background:#16325c;color:#fff;font:600 24px sans-serif;text-align:center";

/**
 * A recorder, if `RECORDING=<file.webp>` is set; otherwise one that does nothing. The animation is made by Pillow, which `npm run docs` installs.
 */
export function createRecorder(file = process.env["RECORDING"]): Recorder {
  if (file === undefined) return { show: () => Promise.resolve(), write: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  const frames: string[] = [];
  return {
    async show(lab, caption, cell) {
      const { page } = lab.notebook;
      if (cell !== undefined) await lab.findCell(cell).evaluate((shown) => shown.scrollIntoView({ block: "center" }));
      await page.evaluate(`{
        const caption = document.body.appendChild(document.createElement("div"));
        Object.assign(caption, { id: "caption", textContent: ${JSON.stringify(caption)}, style: ${JSON.stringify(CAPTION)} });
      }`);
      const frame = join(folder, `${frames.length}.png`);
      await page.screenshot({ path: frame, animations: "disabled" });
      await page.evaluate(`document.querySelector("#caption").remove()`);
      frames.push(frame);
    },
    async write() {
      const python = join(DOCS, process.platform === "win32" ? "Scripts" : "bin", "python");
      await promisify(execFile)(python, [
        join("docs", "site", "animate.py"),
        resolve(file),
        String(SHOWN_MS),
        ...frames,
      ]);
      rmSync(folder, { recursive: true });
    },
  };
}
