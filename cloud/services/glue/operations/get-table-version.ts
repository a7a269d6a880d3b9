import { GetTableVersion$, type GetTableVersionRequest, type GetTableVersionResponse } from "@aws-sdk/client-glue";
import { optional, refused, type Members } from "../../../core/members";
import { versionNotFound } from "../faults";
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
  const [current, ...archived] = cloud.glue.versions(cloud.glue.table(database, name));
  const wanted = id === undefined ? current : [current, ...archived].find((one) => String(one?.version) === id);
  if (wanted === undefined) throw versionNotFound();
  return { TableVersion: describeVersion(wanted, cloud.account) };
});
