import type { ApplicationRestoreConfiguration, InputStartingPosition } from "@aws-sdk/client-kinesis-analytics-v2";
import { isSql } from "./configuration";
import * as faults from "./faults";
import type { StoredApplication } from "./stored-application";

/** The settings that an application starts with. */
export interface RunRequest {
  /** Where the input of an SQL application begins to read. */
  readonly input?: { readonly id: string; readonly starting: InputStartingPosition } | undefined;
  readonly restore?: ApplicationRestoreConfiguration | undefined;
  readonly allowNonRestoredState?: boolean | undefined;
}

/**
 * Where an SQL application begins to read; undefined for any other.
 *
 * @throws AwsFault InvalidArgumentException, InvalidApplicationConfigurationException
 */
export function resolveStarting(app: StoredApplication, { input }: RunRequest): InputStartingPosition | undefined {
  const { sql, code } = app.configuration;
  if (sql === undefined) {
    if (input !== undefined) throw faults.createArgumentFault("SqlRunConfigurations are for applications of SQL-1_0.");
    return undefined;
  }
  const [first] = sql.inputs;
  if (first === undefined || code === undefined)
    throw faults.createInvalidConfigurationFault(
      "An SQL application needs an input and code before it can be started.",
    );
  if (input !== undefined && input.id !== first.id) throw faults.createArgumentFault(`There is no input ${input.id}.`);
  return input?.starting ?? "NOW";
}

/**
 * The restore type where a request names none: an SQL application continues from a snapshot only for
 * LAST_STOPPED_POINT.
 */
export const getDefaultRestore = (app: StoredApplication, starting: InputStartingPosition | undefined) =>
  ({
    ApplicationRestoreType:
      isSql(app) && starting !== "LAST_STOPPED_POINT" ? "SKIP_RESTORE_FROM_SNAPSHOT" : "RESTORE_FROM_LATEST_SNAPSHOT",
  }) as const;
