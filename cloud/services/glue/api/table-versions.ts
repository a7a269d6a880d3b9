import {
  GetTableVersion$,
  GetTableVersions$,
  BatchDeleteTableVersion$,
  DeleteTableVersion$,
  GetPartitionIndexes$,
} from "@aws-sdk/client-glue";
import type * as sdk from "@aws-sdk/client-glue";
import { optional, refused, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { createVersionNotFoundFault, createErrorDetail, createCurrentVersionFault } from "../model/faults";
import { inTable, version, pageOf100, token } from "../model/fields";
import { operation, createPage } from "./operation";
import type { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import { describeTable, type StoredTable } from "../model/stored";

/** A version as the API answers it. */
const describeVersion = (version: StoredTable, account: string): sdk.TableVersion => ({
  Table: describeTable(version, account),
  VersionId: String(version.version),
});

/** Deletes an archived version. @returns why it was not deleted */
function deleteVersion(cloud: Services, table: StoredTable, id: string): AwsFault | undefined {
  if (id === String(table.version)) return createCurrentVersionFault();
  const found = cloud.glue.listVersions(table).find(({ version }) => String(version) === id);
  if (found === undefined) return createVersionNotFoundFault();
  cloud.glue.removeVersion(found);
  return undefined;
}

const members = { ...inTable, NextToken: optional(token) } satisfies Members<sdk.GetPartitionIndexesRequest>;

/** The lab cloud's tables have no indexes: partitions are found without. */
export const getPartitionIndexes = operation(
  GetPartitionIndexes$,
  members,
  (cloud, request): sdk.GetPartitionIndexesResponse => {
    cloud.glue.requireTable(request.DatabaseName, request.TableName);
    return { PartitionIndexDescriptorList: [] };
  },
);

const getTableVersionMembers = {
  ...inTable,
  VersionId: optional(version),
  AuditContext: refused(),
} satisfies Members<sdk.GetTableVersionRequest>;

export const getTableVersion = operation(
  GetTableVersion$,
  getTableVersionMembers,
  (cloud, request): sdk.GetTableVersionResponse => {
    const { DatabaseName: database, TableName: name, VersionId: id } = request;
    const [current, ...archived] = cloud.glue.listVersions(cloud.glue.requireTable(database, name));
    const requested =
      id === undefined ? current : [current, ...archived].find((table) => String(table?.version) === id);
    if (requested === undefined) throw createVersionNotFoundFault();
    return { TableVersion: describeVersion(requested, cloud.account) };
  },
);

const getTableVersionsMembers = {
  ...inTable,
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  AuditContext: refused(),
} satisfies Members<sdk.GetTableVersionsRequest>;

export const getTableVersions = operation(
  GetTableVersions$,
  getTableVersionsMembers,
  (cloud, request): sdk.GetTableVersionsResponse => {
    const versions = cloud.glue.listVersions(cloud.glue.requireTable(request.DatabaseName, request.TableName));
    // Negated: the newest version comes first, while `createPage` wants ascending keys.
    const { items, ...next } = createPage(versions, ({ version }) => -version, { ...request, max: 100 });
    return { TableVersions: items.map((version) => describeVersion(version, cloud.account)), ...next };
  },
);

const batchDeleteTableVersionMembers = {
  ...inTable,
  VersionIds: required(list(version, { max: 100 })),
} satisfies Members<sdk.BatchDeleteTableVersionRequest>;

export const batchDeleteTableVersion = operation(
  BatchDeleteTableVersion$,
  batchDeleteTableVersionMembers,
  (cloud, request): sdk.BatchDeleteTableVersionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
    const errors = request.VersionIds.flatMap((id) => {
      const refusal = deleteVersion(cloud, table, id);
      return refusal === undefined
        ? []
        : [{ TableName: table.definition.Name, VersionId: id, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

const deleteTableVersionMembers = {
  ...inTable,
  VersionId: required(version),
} satisfies Members<sdk.DeleteTableVersionRequest>;

export const deleteTableVersion = operation(
  DeleteTableVersion$,
  deleteTableVersionMembers,
  (cloud, request): sdk.DeleteTableVersionResponse => {
    const refusal = deleteVersion(
      cloud,
      cloud.glue.requireTable(request.DatabaseName, request.TableName),
      request.VersionId,
    );
    if (refusal !== undefined) throw refusal;
    return {};
  },
);
