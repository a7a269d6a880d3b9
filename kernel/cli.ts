/** The command of the package `lab-kernel`, which has the kernel without the course. */
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installStandaloneKernel } from "./install";
import { startKernel } from "./main";

const USAGE = `usage: lab-kernel install [--prefix <folder>]   registers the kernel with Jupyter
       lab-kernel start <connection file>      what Jupyter runs`;

run();

function run(): void {
  const [command, connectionFile] = process.argv.slice(2);
  // Imports of cells start at the folder in which Jupyter starts the kernel: the notebook's own. What `jupyter run` adds is ignored.
  if (command === "start" && connectionFile !== undefined)
    return startKernel(process.cwd(), path.resolve(connectionFile));
  try {
    const { values, positionals } = parseArgs({ options: { prefix: { type: "string" } }, allowPositionals: true });
    if (positionals.join(" ") === "install") return install(values.prefix);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
  }
  console.error(USAGE);
  process.exitCode = 2;
}

function install(prefix: string | undefined): void {
  const data = prefix === undefined ? findDataFolder() : path.join(path.resolve(prefix), "share", "jupyter");
  const program = fileURLToPath(import.meta.url);
  const file = installStandaloneKernel({ data, program, logo: path.join(path.dirname(program), "..", "logo-svg.svg") });
  console.log(`Jupyter finds the kernel "TypeScript" now: ${file}`);
}

/** @see https://docs.jupyter.org/en/stable/use/jupyter-directories.html#data-files */
function findDataFolder(): string {
  const { JUPYTER_DATA_DIR: jupyterFolder, APPDATA, XDG_DATA_HOME } = process.env;
  if (jupyterFolder) return jupyterFolder;
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32" && APPDATA) return path.join(APPDATA, "jupyter");
  return path.join(XDG_DATA_HOME || path.join(homedir(), ".local", "share"), "jupyter");
}
