import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createSessionVariables, type CloudAccess } from "./environment";

interface TerminalPlan {
  readonly root: string;
  /** The lab cloud for commands in terminals; undefined on AWS. */
  readonly cloud: CloudAccess | undefined;
  /** The person's own shell, from `SHELL`. */
  readonly shell: string | undefined;
}

/**
 * The command line of the terminals' shell. Bash and zsh get start-up files that read the person's own ones first and set the labs'
 * variables after them, since many `.bashrc` and `.zshrc` files set a PATH or an AWS profile. Any other shell starts as it is.
 */
export function createShellCommand(plan: TerminalPlan): string[] {
  if (process.platform === "win32") return ["powershell.exe"];
  const { root, shell = "bash" } = plan;
  const folder = join(root, ".labs", "jupyter");
  if (basename(shell) === "zsh") return createZshCommand(join(folder, "zsh"), plan);
  if (basename(shell) !== "bash") return [shell];
  const file = join(folder, "terminal.bashrc");
  write(file, ["[ -f ~/.bashrc ] && . ~/.bashrc", ...createLabsLines(plan)]);
  return [shell, "--rcfile", file, "-i"];
}

/** Zsh takes a folder instead of a file, and reads its start-up files from there instead of from the person's home. */
function createZshCommand(folder: string, plan: TerminalPlan): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const userFolder = `"\${LABS_ZDOTDIR:-$HOME}"`;
  // A person's .zshenv may set the folder of the other files (ZDOTDIR): it is kept until the labs' file has been read.
  write(join(folder, ".zshenv"), [
    `unset ZDOTDIR; [ -z "$LABS_ZDOTDIR" ] || ZDOTDIR="$LABS_ZDOTDIR"`,
    `[ ! -f ${userFolder}/.zshenv ] || . ${userFolder}/.zshenv`,
    `export LABS_ZDOTDIR="$ZDOTDIR"`,
    `ZDOTDIR=${quoteText(folder)}`,
  ]);
  write(join(folder, ".zshrc"), [
    `unset ZDOTDIR; [ -z "$LABS_ZDOTDIR" ] || ZDOTDIR="$LABS_ZDOTDIR"`,
    `[ ! -f ${userFolder}/.zshrc ] || . ${userFolder}/.zshrc`,
    "unset LABS_ZDOTDIR",
    ...createLabsLines(plan),
  ]);
  return ["env", `LABS_ZDOTDIR=${process.env["ZDOTDIR"] ?? ""}`, `ZDOTDIR=${folder}`, plan.shell ?? "zsh", "-i"];
}

function createLabsLines({ root, cloud }: TerminalPlan): string[] {
  const { PATH = "", ...variables } = createSessionVariables(root, cloud, "");
  return [
    ...(cloud === undefined ? [] : ["unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN"]),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quoteText(value)}`),
    `export PATH=${quoteText(PATH)}:"$PATH"`,
  ];
}

function write(file: string, lines: readonly string[]): void {
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}

const quoteText = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
