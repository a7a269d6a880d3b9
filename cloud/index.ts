import type { Cloud } from "./cloud";
import { startRunningCloud } from "./running-cloud";
import { resolveOptions, type CloudOptions } from "./options";

export type { Cloud } from "./cloud";
export type { JournalEntry } from "./core/journal-entry";
export { OptionError, type CloudOptions, type Resources } from "./options";

/**
 * Starts a lab cloud in this process, on 127.0.0.1.
 *
 * @throws OptionError if an option is wrong, or a resource cannot be created; Error if the port or the data folder is
 * in use, or the folder cannot be read
 */
export function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  return startRunningCloud(resolveOptions(options));
}
