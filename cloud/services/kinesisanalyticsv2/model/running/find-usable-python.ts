import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPython } from "../../../../columnar/python";
import type { Core } from "../../../../core/core";
import { JobFailure } from "./job-failure";

/** A cold start from a network disk takes seconds. */
const MAX_MS = 60_000;

/**
 * The Python for an application's program.
 *
 * @throws JobFailure if no installed Python can run Flink's Python API, or if the cloud is stopped meanwhile
 */
export async function findUsablePython({
  python: configured,
  closing,
}: Pick<Core, "python" | "closing">): Promise<string> {
  const python = findPython(configured);
  const { signal } = closing;
  try {
    const script = "import sys; print(sys.version_info[0], sys.version_info[1])";
    // The Python of a user's choice may never answer: it must not delay the cloud's end.
    const options = { timeout: MAX_MS, windowsHide: true, signal, killSignal: "SIGKILL" } as const;
    const { stdout } = await promisify(execFile)(python, ["-c", script], options);
    const [major = 0, minor = 0] = stdout.trim().split(" ").map(Number);
    if (major === 3 && minor >= 8) return python;
    throw new JobFailure(
      `The application's code is Python, and ${python} is Python ${major}.${minor}. It takes 3.8 or newer.`,
    );
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    if (signal.aborted) throw new JobFailure("The lab cloud is being stopped.", { cause: error });
    throw new JobFailure(
      `The application's code is Python, and no Python was found here (${python}). Install Python 3, or name its path with --python.`,
      { cause: error },
    );
  }
}
