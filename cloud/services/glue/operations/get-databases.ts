import { GetDatabases$, type GetDatabasesRequest, type GetDatabasesResponse } from "@aws-sdk/client-glue";
import { optional, refused, type Members } from "../../../core/members";
import { inCatalog, pageOf100, token } from "../fields";
import { operation } from "../operation";
import { createPage } from "../page";
import { describeDatabase } from "../stored";

const members = {
  ...inCatalog,
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  ResourceShareType: refused(),
  AttributesToGet: refused(),
} satisfies Members<GetDatabasesRequest>;

export const getDatabases = operation(GetDatabases$, members, (cloud, request): GetDatabasesResponse => {
  const { items, ...next } = createPage(cloud.glue.listDatabases(), ({ definition }) => definition.Name, {
    ...request,
    max: 100,
  });
  return { DatabaseList: items.map((database) => describeDatabase(database, cloud.account)), ...next };
});
