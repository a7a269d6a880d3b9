import { spawn, type ChildProcess } from "node:child_process";

/**
 * Reads `+ <group>` and `- <group>`; when its input ends, the cloud has ended, for any reason, and the script kills the
 * cloud's remaining processes: first the groups, then all processes with the mark in their environment. A killed cloud
 * cannot do that itself, and a process that is stopped or busy does not notice the cloud's end.
 */
const PROGRAM = `
trap '' HUP INT TERM
groups=" "
while read -r what group; do
  case $what in
    +) groups="$groups$group " ;;
    -) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
for file in /proc/[0-9]*/environ; do
  [ -r "$file" ] && grep -qF "$1" "$file" 2>/dev/null && pid=\${file#/proc/} && pid=\${pid%/environ} && [ "$pid" != "$$" ] && kill -KILL "$pid" 2>/dev/null
done
exit 0
`;

/** A small process that outlives the cloud for the moment that it needs to kill the cloud's other processes. */
export class Warden {
  readonly #child: ChildProcess | undefined;

  /** @param mark the beginning of a variable that all of the cloud's processes have: `NAME=value` */
  constructor(mark: string) {
    if (process.platform === "win32") return;
    // In its own group, so that a signal to the cloud's group does not end the warden first.
    this.#child = spawn("/bin/sh", ["-c", PROGRAM, "lab-cloud-warden", mark], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
      env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin" },
    });
    this.#child.on("error", () => undefined);
    this.#child.stdin?.on("error", () => undefined);
    this.#child.unref();
    const { stdin } = this.#child;
    if (stdin !== null && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  }

  noteStarted(group: number): void {
    this.#child?.stdin?.write(`+ ${group}\n`);
  }

  noteEnded(group: number): void {
    this.#child?.stdin?.write(`- ${group}\n`);
  }

  /** Ends the warden, when there are no processes left to watch. */
  dismiss(): void {
    this.#child?.stdin?.end();
  }
}
