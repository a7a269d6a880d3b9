import { GetTableVersions$, type GetTableVersionsRequest, type GetTableVersionsResponse } from "@aws-sdk/client-glue";
import { optional, refused, type Members } from "../../../core/members";
import { inTable, pageOf100, token } from "../fields";
import { operation } from "../operation";
import { createPage } from "../page";
import { describeVersion } from "../table-version";

const members = {
  ...inTable,
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  AuditContext: refused(),
} satisfies Members<GetTableVersionsRequest>;

export const getTableVersions = operation(GetTableVersions$, members, (cloud, request): GetTableVersionsResponse => {
  const versions = cloud.glue.listVersions(cloud.glue.requireTable(request.DatabaseName, request.TableName));
  // Negated: the newest version comes first, while `createPage` wants ascending keys.
  const { items, ...next } = createPage(versions, ({ version }) => -version, { ...request, max: 100 });
  return { TableVersions: items.map((version) => describeVersion(version, cloud.account)), ...next };
});
