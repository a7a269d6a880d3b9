import { delimiter, join } from "node:path";
import { projectRoot } from "./project-root";

/**
 * The environment for programs that a notebook starts: that of the notebook, with the AWS CLI, Python and npm's programs of
 * this project found first.
 */
export function labEnvironment(): NodeJS.ProcessEnv {
  const root = projectRoot();
  const onWindows = process.platform === "win32";
  const venv = join(root, ".venv");
  const programs = [join(venv, onWindows ? "Scripts" : "bin"), join(root, "node_modules", ".bin")];
  // Windows spells it Path; two spellings at once would leave it open which one counts.
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, VIRTUAL_ENV: venv, [pathName]: [...programs, process.env[pathName] ?? ""].join(delimiter) };
}
