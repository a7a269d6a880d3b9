import { GetTableVersion$, type GetTableVersionRequest, type GetTableVersionResponse } from "@aws-sdk/client-glue";
import { optional, refused, type Members } from "../../../core/members";
import { createVersionNotFoundFault } from "../faults";
import { inTable, version } from "../fields";
import { operation } from "../operation";
import { describeVersion } from "../table-version";

const members = {
  ...inTable,
  VersionId: optional(version),
  AuditContext: refused(),
} satisfies Members<GetTableVersionRequest>;

export const getTableVersion = operation(GetTableVersion$, members, (cloud, request): GetTableVersionResponse => {
  const { DatabaseName: database, TableName: name, VersionId: id } = request;
  const [current, ...archived] = cloud.glue.listVersions(cloud.glue.requireTable(database, name));
  const wanted = id === undefined ? current : [current, ...archived].find((table) => String(table?.version) === id);
  if (wanted === undefined) throw createVersionNotFoundFault();
  return { TableVersion: describeVersion(wanted, cloud.account) };
});
