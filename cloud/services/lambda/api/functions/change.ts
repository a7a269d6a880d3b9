import { getDuration } from "../../../../core/lag";
import type { Services } from "../../../framework/services";
import { createNotActiveYetFault, createRevisionDiffersFault, createUpdateInProgressFault } from "../../model/faults";
import { formatFunctionArn } from "../../model/function-name";
import { CHANGING } from "../../model/functions/functions";
import type { StoredFunction, StoredVersion } from "../../model/stored-function";

/** @throws AwsFault ResourceConflictException while another change is in progress, PreconditionFailedException for an old revision */
export function checkChangeable({ lambda, ...core }: Services, of: StoredFunction, revision?: string): void {
  if (lambda.functions.isPending(of)) throw createNotActiveYetFault();
  if (lambda.functions.isUpdating(of)) throw createUpdateInProgressFault(formatFunctionArn(core, of.name));
  if (revision !== undefined && revision !== of.latest.revisionId) throw createRevisionDiffersFault();
}

/** The function with another `$LATEST`. The old version still runs for about a second, until the update is complete. */
export function updateLatest(services: Services, of: StoredFunction, changes: Partial<StoredVersion>): StoredFunction {
  const at = services.now();
  const latest = { ...of.latest, ...changes, modifiedAt: at, revisionId: services.lambda.functions.createId() };
  return { ...of, latest, previous: { version: of.latest, until: at + getDuration(services, CHANGING) } };
}
