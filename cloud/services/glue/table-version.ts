import type { TableVersion } from "@aws-sdk/client-glue";
import type { AwsFault } from "../../core/faults";
import type { Lab } from "../lab";
import { currentVersion, versionNotFound } from "./faults";
import { describeTable, type StoredTable } from "./stored";

/** A version as the API answers it. */
export const describeVersion = (version: StoredTable, account: string): TableVersion => ({
  Table: describeTable(version, account),
  VersionId: String(version.version),
});

/** Deletes an archived version. @returns why it was not deleted */
export function deleteVersion(cloud: Lab, table: StoredTable, id: string): AwsFault | undefined {
  if (id === String(table.version)) return currentVersion();
  const found = cloud.glue.versions(table).find(({ version }) => String(version) === id);
  if (found === undefined) return versionNotFound();
  cloud.glue.removeVersion(found);
  return undefined;
}
