import {
  type TableVersion,
  GetPartitionIndexes$,
  type GetPartitionIndexesRequest,
  type GetPartitionIndexesResponse,
} from "@aws-sdk/client-glue";
import type { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import { createCurrentVersionFault, createVersionNotFoundFault } from "../model/faults";
import { describeTable, type StoredTable } from "../model/stored";
import { optional, type Members } from "../../../core/members";
import { inTable, token } from "../model/fields";
import { operation } from "./operation";

/** A version as the API answers it. */
export const describeVersion = (version: StoredTable, account: string): TableVersion => ({
  Table: describeTable(version, account),
  VersionId: String(version.version),
});

/** Deletes an archived version. @returns why it was not deleted */
export function deleteVersion(cloud: Services, table: StoredTable, id: string): AwsFault | undefined {
  if (id === String(table.version)) return createCurrentVersionFault();
  const found = cloud.glue.listVersions(table).find(({ version }) => String(version) === id);
  if (found === undefined) return createVersionNotFoundFault();
  cloud.glue.removeVersion(found);
  return undefined;
}

const members = { ...inTable, NextToken: optional(token) } satisfies Members<GetPartitionIndexesRequest>;

/** The lab cloud's tables have no indexes: partitions are found without. */
export const getPartitionIndexes = operation(
  GetPartitionIndexes$,
  members,
  (cloud, request): GetPartitionIndexesResponse => {
    cloud.glue.requireTable(request.DatabaseName, request.TableName);
    return { PartitionIndexDescriptorList: [] };
  },
);
