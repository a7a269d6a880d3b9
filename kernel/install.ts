import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The name by which notebooks ask for this kernel. */
const KERNEL_NAME = "tslab-labs";

/** The file name under which Jupyter looks for a kernel's logo. */
const LOGO = "logo-svg.svg";

interface InstallOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** The Python environment that JupyterLab runs from, such as `<root>/.venv`. */
  readonly prefix: string;
}

/**
 * Registers the kernel with a JupyterLab. To be called at every start: it writes only files that differ, such as after
 * the project's folder or Node's path has changed.
 *
 * @returns the kernelspec's file
 * @throws the file system's error if the prefix cannot be written
 */
export function installKernel({ root, prefix }: InstallOptions): string {
  const folder = path.join(prefix, "share", "jupyter", "kernels", KERNEL_NAME);
  const file = path.join(folder, "kernel.json");
  mkdirSync(folder, { recursive: true });
  writeIfDiffers(file, `${JSON.stringify(createKernelSpec(root), undefined, 2)}\n`);
  writeIfDiffers(path.join(folder, LOGO), readFileSync(path.join(root, "kernel", LOGO), "utf8"));
  return file;
}

/** @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
function createKernelSpec(root: string): object {
  return {
    argv: [process.execPath, path.join(root, "kernel", "start.mjs"), "{connection_file}"],
    display_name: "TypeScript (labs)",
    language: "typescript",
    // By message: the sockets' thread receives it however busy a cell is, and Windows has no signals.
    interrupt_mode: "message",
    env: { NODE_NO_WARNINGS: "1" },
    // JupyterLab offers its debugger by this entry.
    metadata: { debugger: true },
  };
}

function writeIfDiffers(file: string, text: string): void {
  if (read(file) !== text) writeFileSync(file, text);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // the file is written again, which tells if it cannot be
  }
}
