import { GetDatabase$, type GetDatabaseRequest, type GetDatabaseResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { inCatalog, name } from "../fields";
import { operation } from "../operation";
import { describeDatabase } from "../stored";

const members = { ...inCatalog, Name: required(name) } satisfies Members<GetDatabaseRequest>;

export const getDatabase = operation(GetDatabase$, members, (cloud, request): GetDatabaseResponse => ({
  Database: describeDatabase(cloud.glue.requireDatabase(request.Name), cloud.account),
}));
