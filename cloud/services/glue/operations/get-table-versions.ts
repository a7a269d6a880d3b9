import { GetTableVersions$, type GetTableVersionsRequest, type GetTableVersionsResponse } from "@aws-sdk/client-glue";
import { optional, refused, type Members } from "../../../core/members";
import { inTable, pageOf100, token } from "../fields";
import { operation } from "../operation";
import { pageOf } from "../page";
import { describeVersion } from "../table-version";

const members = {
  ...inTable,
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  AuditContext: refused(),
} satisfies Members<GetTableVersionsRequest>;

export const getTableVersions = operation(GetTableVersions$, members, (cloud, request): GetTableVersionsResponse => {
  const versions = cloud.glue.versions(cloud.glue.table(request.DatabaseName, request.TableName));
  // Negated: the newest version comes first, while `pageOf` wants ascending keys.
  const { items, ...next } = pageOf(versions, ({ version }) => -version, { ...request, most: 100 });
  return { TableVersions: items.map((version) => describeVersion(version, cloud.account)), ...next };
});
