import type { Services } from "../../framework/services";
import { createArgumentFault, createNotSqlFault } from "../model/faults";
import { createProgram } from "../model/sql-configuration";

/**
 * `GET /_lab/kinesisanalyticsv2/translation?application=NAME`: an SQL application and its translation to Flink SQL,
 * statement by statement.
 *
 * @throws AwsFault ResourceNotFoundException, UnsupportedOperationException, InvalidArgumentException with line and column
 */
export async function lookUpTranslation({ kinesisanalyticsv2 }: Services, query: URLSearchParams): Promise<unknown> {
  const app = kinesisanalyticsv2.applications.get(query.get("application") ?? "");
  if (app.configuration.sql === undefined) throw createNotSqlFault(app.name);
  const [{ translate }, { SqlProblem }] = await Promise.all([
    import("../model/sql/translate"),
    import("../model/sql/tokens"),
  ]);
  try {
    const { pairs } = translate(
      app.configuration.code?.text ?? "",
      createProgram(app, ({ arn }) => arn),
    );
    return {
      note: "History: AWS ended SQL applications on 2026-01-27. Next to each part is the same in Managed Service for Apache Flink.",
      pairs: pairs.map(({ from, flink }) => ({ sql: from, flink: flink.map((item) => `${item};`).join("\n\n") })),
    };
  } catch (error) {
    throw error instanceof SqlProblem ? createArgumentFault(error.message) : error;
  }
}
