import { createStoredNote, type CallWithNotes } from "../../../../core/notes";
import type { Services } from "../../../framework/services";
import type { GivenSettings } from "./given-settings";

const TRACES = {
  what: "no trace is recorded with `TracingConfig` Active",
  says: "Lambda: functions get a trace id; the lab cloud records no trace, since it does not emulate X-Ray",
} as const;
const OPT = {
  what: "layers are found, but the path `/opt` is empty unless functions are confined",
  says: "Lambda: functions find packages, programs and libraries of their layers, but the path /opt exists only where the lab cloud confines functions",
} as const;
const KEY = createStoredNote("Lambda: the encryption of environment variables by a key of KMS");
const DISK = createStoredNote("Lambda: the size of a function's /tmp");

/** Notes about settings of a function that have no effect, or another one than on AWS. */
export const SETTING_NOTES = [TRACES, OPT, KEY, DISK] as const;

/** The default size of a function's `/tmp`. */
const USUAL_DISK_MIB = 512;

/** Notes the settings of a request to which this applies. */
export function reportSettings(
  services: Services,
  call: CallWithNotes<(typeof SETTING_NOTES)[number]>,
  given: GivenSettings,
): void {
  if (given.TracingConfig?.Mode === "Active") call.addNote(TRACES);
  if ((given.Layers ?? []).length > 0 && services.processes.confine === undefined) call.addNote(OPT);
  if (given.KMSKeyArn) call.addNote(KEY);
  if ((given.EphemeralStorage?.Size ?? USUAL_DISK_MIB) !== USUAL_DISK_MIB) call.addNote(DISK);
}
