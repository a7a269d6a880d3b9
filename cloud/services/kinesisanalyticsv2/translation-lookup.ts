import type { Lab } from "../lab";
import { invalidArgument, notSql } from "./faults";
import { programOf } from "./sql-configuration";

/**
 * `GET /_lab/kinesisanalyticsv2/translation?application=NAME`: an SQL application and its translation to Flink SQL,
 * statement by statement.
 *
 * @throws AwsFault ResourceNotFoundException, UnsupportedOperationException, InvalidArgumentException with line and column
 */
export async function translation({ kinesisanalyticsv2 }: Lab, query: URLSearchParams): Promise<unknown> {
  const app = kinesisanalyticsv2.applications.get(query.get("application") ?? "");
  if (app.configuration.sql === undefined) throw notSql(app.name);
  const [{ translate }, { SqlProblem }] = await Promise.all([import("./sql/translate"), import("./sql/tokens")]);
  try {
    const { pairs } = translate(
      app.configuration.code?.text ?? "",
      programOf(app, ({ arn }) => arn),
    );
    return {
      note: "History: AWS ended SQL applications on 2026-01-27. Beside each part is how the same runs on Managed Service for Apache Flink.",
      pairs: pairs.map(({ from, flink }) => ({ sql: from, flink: flink.map((one) => `${one};`).join("\n\n") })),
    };
  } catch (error) {
    throw error instanceof SqlProblem ? invalidArgument(error.message) : error;
  }
}
