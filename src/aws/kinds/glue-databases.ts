import { GlueClient, paginateGetDatabases } from "@aws-sdk/client-glue";
import type { ResourceKind } from "../list-resources";
import { deleteDatabaseLine } from "../repair-commands";

/** The Glue databases of your region, each with its tables. */
export const glueDatabases: ResourceKind = {
  service: "glue",
  async list(isMeant) {
    const names: string[] = [];
    for await (const { DatabaseList = [] } of paginateGetDatabases({ client: new GlueClient({}) }, {}))
      names.push(...DatabaseList.map(({ Name = "" }) => Name));
    return names.filter(isMeant).map((name) => ({
      kind: "Glue database",
      name,
      status: "there",
      "delete it with": deleteDatabaseLine(name),
    }));
  },
};
