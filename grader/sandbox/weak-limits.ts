import { tmpdir } from "node:os";
import { createWorkerDiskCommand } from "./worker-disk";
import { SCRATCH_PREFIX } from "./scratch";
import { openCgroup } from "./cgroup";
import { DEFAULT_LIMITS } from "./limits";

/** Features that a machine or this process's user may lack, with the limit that is then less exact. */
const LACKS = {
  disk: "Runs don't have their own disks here, because nothing can be mounted: a submission can fill this machine's disk for a moment before it is stopped.",
  group:
    "Runs have no control group here: the grader measures their memory itself, five times per second, and a submission with many processes can take more than its share of the processors.",
} as const;

/** The limits of submissions that this grader can't hold exactly, one line each, for the instructor. */
export function describeWeakLimits(): readonly string[] {
  const group = openCgroup(DEFAULT_LIMITS);
  group?.remove();
  return [...(createWorkerDiskCommand(tmpdir(), SCRATCH_PREFIX) ? [] : [LACKS.disk]), ...(group ? [] : [LACKS.group])];
}
