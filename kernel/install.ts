import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The name that notebooks request this kernel by. */
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
 * Registers the kernel with a JupyterLab. Call it at every start: it writes only files that differ, such as after
 * the project's folder or Node's path has changed.
 *
 * @returns the kernelspec's file
 * @throws the file system's error if the prefix cannot be written
 */
export function installKernel({ root, prefix }: InstallOptions): string {
  return writeKernelSpec(path.join(prefix, "share", "jupyter"), {
    name: KERNEL_NAME,
    title: "TypeScript (labs)",
    command: [path.join(root, "kernel", "start.mjs")],
    logo: path.join(root, "kernel", LOGO),
  });
}

interface StandaloneKernelOptions {
  /** Jupyter's data folder. */
  readonly data: string;
  /** Absolute paths of the package's command and of its logo. */
  readonly program: string;
  readonly logo: string;
}

/** Registers the kernel of the package `lab-kernel` as TypeScript. @returns the kernelspec's file */
export const installStandaloneKernel = ({ data, program, logo }: StandaloneKernelOptions): string =>
  writeKernelSpec(data, { name: "lab-kernel", title: "TypeScript", command: [program, "start"], logo });

interface KernelSpec {
  readonly name: string;
  readonly title: string;
  /** The Node arguments before the connection file. */
  readonly command: readonly string[];
  readonly logo: string;
}

function writeKernelSpec(data: string, spec: KernelSpec): string {
  const folder = path.join(data, "kernels", spec.name);
  const file = path.join(folder, "kernel.json");
  mkdirSync(folder, { recursive: true });
  writeIfDiffers(file, `${JSON.stringify(createKernelSpec(spec), undefined, 2)}\n`);
  writeIfDiffers(path.join(folder, LOGO), readFileSync(spec.logo, "utf8"));
  return file;
}

/** @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
function createKernelSpec({ title, command }: KernelSpec): object {
  return {
    argv: [process.execPath, ...command, "{connection_file}"],
    display_name: title,
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
