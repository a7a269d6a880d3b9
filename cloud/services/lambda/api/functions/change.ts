import { getDuration } from "../../../../core/lag";
import type { Services } from "../../../framework/services";
import { createNotActiveYetFault, createRevisionDiffersFault, createUpdateInProgressFault } from "../../model/faults";
import { formatFunctionArn } from "../../model/function-name";
import { CHANGING } from "../../model/functions/functions";
import type { StoredFunction, StoredVersion } from "../../model/stored-function";
import { createStoredNote, type CallWithNotes } from "../../../../core/notes";
import type { SettingsInput } from "./settings-input";

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

const TRACES = {
  what: "no trace is recorded with `TracingConfig` Active",
  says: "Lambda: functions get a trace id; the lab cloud records no trace, since it does not emulate X-Ray",
} as const;
const OPT = {
  what: "layers are found, but the path `/opt` is empty unless functions are confined",
  says: "Lambda: functions find packages, programs and libraries of their layers, but the path /opt exists only where the lab cloud confines functions",
} as const;
const KEY = createStoredNote("Lambda: the encryption of environment variables with a KMS key");
const DISK = createStoredNote("Lambda: the size of a function's /tmp");

/** Notes about settings of a function that have no effect, or another one than on AWS. */
export const SETTING_NOTES = [TRACES, OPT, KEY, DISK] as const;

/** The default size of a function's `/tmp`. */
const USUAL_DISK_MIB = 512;

/** Notes the settings of a request that this applies to. */
export function reportSettings(
  services: Services,
  call: CallWithNotes<(typeof SETTING_NOTES)[number]>,
  settings: SettingsInput,
): void {
  if (settings.TracingConfig?.Mode === "Active") call.addNote(TRACES);
  if ((settings.Layers ?? []).length > 0 && services.processes.confine === undefined) call.addNote(OPT);
  if (settings.KMSKeyArn) call.addNote(KEY);
  if ((settings.EphemeralStorage?.Size ?? USUAL_DISK_MIB) !== USUAL_DISK_MIB) call.addNote(DISK);
}

/**
 * Publishes `$LATEST` as a version, which gives `$LATEST` another revision. If nothing changed since the last version,
 * gives the last one again, whatever the description (recorded on AWS by LocalStack, 2025-11-25, test_version_lifecycle,
 * test_function_revisions_version_and_alias).
 *
 * @returns the function as it is to be stored, and the version
 */
export function publishLatest(
  services: Services,
  of: StoredFunction,
  { description }: { readonly description?: string | undefined },
): { readonly changed: StoredFunction; readonly version: StoredVersion } {
  const last = of.versions.at(-1);
  if (last !== undefined && isSame(last, of.latest)) return { changed: of, version: last };
  const { functions } = services.lambda;
  const version: StoredVersion = {
    ...of.latest,
    ...(description === undefined ? {} : { description, latestDescription: of.latest.description }),
    version: String(of.nextVersion),
    revisionId: functions.createId(),
  };
  const latest = { ...of.latest, revisionId: functions.createId() };
  return { changed: { ...of, latest, versions: [...of.versions, version], nextVersion: of.nextVersion + 1 }, version };
}

function isSame(published: StoredVersion, latest: StoredVersion): boolean {
  const describeContent = ({ latestDescription, ...version }: StoredVersion): string =>
    JSON.stringify(
      Object.entries({ ...version, description: latestDescription ?? version.description })
        .filter(([name]) => !["version", "revisionId", "modifiedAt"].includes(name))
        .sort(),
    );
  return describeContent(published) === describeContent(latest);
}
