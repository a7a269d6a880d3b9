import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectRoot } from "./kernel-process";

/** A temporary project that uses the packages of this project. */
export interface TemporaryProject {
  readonly root: string;
  /** Writes a file, making its folders. @param name path from the root */
  write(name: string, text: string): void;
  remove(): void;
}

export function createTemporaryProject(files: Readonly<Record<string, string>> = {}): TemporaryProject {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "kernel-project-")));
  symlinkSync(path.join(projectRoot, "node_modules"), path.join(root, "node_modules"), "junction");
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    root,
    write,
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
