import { lasting } from "../../../core/lag";
import type { Lab } from "../../lab";
import { notActiveYet, revisionDiffers, updateInProgress } from "../faults";
import { functionArn } from "../function-name";
import { CHANGING } from "./functions";
import type { StoredFunction, StoredVersion } from "./stored-function";

/** @throws AwsFault ResourceConflictException while another change is in progress, PreconditionFailedException for an old revision */
export function checkChangeable({ lambda, ...core }: Lab, of: StoredFunction, revision?: string): void {
  if (lambda.functions.isPending(of)) throw notActiveYet();
  if (lambda.functions.isUpdating(of)) throw updateInProgress(functionArn(core, of.name));
  if (revision !== undefined && revision !== of.latest.revisionId) throw revisionDiffers();
}

/** The function with another `$LATEST`. The old version still runs for about a second, until the update is complete. */
export function updated(lab: Lab, of: StoredFunction, changes: Partial<StoredVersion>): StoredFunction {
  const at = lab.now();
  const latest = { ...of.latest, ...changes, modifiedAt: at, revisionId: lab.lambda.functions.newId() };
  return { ...of, latest, previous: { version: of.latest, until: at + lasting(lab, CHANGING) } };
}
