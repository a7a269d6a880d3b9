import type { Storage } from "../../../storage/storage";

const RECORDS = "kinesis/records";

/** The folder of a stream's log. */
export const getRecordsFolder = (id: string): string => `${RECORDS}/${id}`;

/**
 * Removes the records of deleted streams, which a kill between the removal of a stream and of its files left behind.
 */
export function removeOrphans(storage: Storage, ids: ReadonlySet<string>): void {
  for (const id of storage.listFolders(RECORDS)) if (!ids.has(id)) storage.remove(getRecordsFolder(id));
}
