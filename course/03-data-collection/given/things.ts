import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import type { GivenThing } from "../../given-stack";
import { isDatabaseThere, isRoleThere, isThere } from "../../given-things";
import type { Connection } from "../../lab";
import { ANALYTICS_ROLE, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, TABLE } from "./names";

const role = (connection: Connection, name: string, resource: string): GivenThing => ({
  says: `IAM role ${name}`,
  parameter: `${resource}Is`,
  resource,
  isThere: () => isRoleThere(connection, name),
});

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection): readonly GivenThing[] => [
  {
    says: `Glue database ${DATABASE}`,
    parameter: "DatabaseIs",
    resource: "Database",
    isThere: () => isDatabaseThere(connection, DATABASE),
  },
  {
    says: `Glue table ${TABLE}`,
    parameter: "TableIs",
    resource: "Table",
    isThere: () =>
      isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
        glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: TABLE })),
      ),
  },
  role(connection, FIREHOSE_ROLE, "FirehoseRole"),
  role(connection, LAMBDA_ROLE, "LambdaRole"),
  role(connection, ANALYTICS_ROLE, "AnalyticsRole"),
];
