import { delimiter, join } from "node:path";
import { findProjectRoot } from "./project-root";

/**
 * The environment for programs that a notebook starts: the notebook's environment, in which this project's AWS CLI,
 * Python and npm programs are found first.
 */
export function createLabEnvironment(): NodeJS.ProcessEnv {
  const root = findProjectRoot();
  const onWindows = process.platform === "win32";
  const venv = join(root, ".venv");
  const programs = [join(venv, onWindows ? "Scripts" : "bin"), join(root, "node_modules", ".bin")];
  // Windows spells it Path; with two spellings at once it would be undefined which one is used.
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, VIRTUAL_ENV: venv, [pathName]: [...programs, process.env[pathName] ?? ""].join(delimiter) };
}
