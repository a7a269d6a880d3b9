import type { DdlStatement } from "../ddl/statements";
import { PLANNED, UNPLANNED } from "../results/result-files";
import { getRule } from "../statements/ddl-rules";
import type { QueryOutcome } from "../stored-execution";
import type { Plan, Run } from "./run";

export function createDdlPlan(statement: DdlStatement): Plan {
  const { type, subtype, run } = getRule(statement);
  return { type, subtype, resultFile: "text", byHive: true, run: (item) => runDdl(item, run(item.ddl, statement)) };
}

async function runDdl(
  { execution, files }: Run,
  { columns, lines, metadata, subtype }: ReturnType<ReturnType<typeof getRule>["run"]>,
): Promise<QueryOutcome> {
  const contentType = metadata === "plain" ? PLANNED : UNPLANNED;
  const bytesReturned = await files.putLines(execution.output, lines, contentType);
  // AWS's `.metadata` file beside a `counted` result cannot be read (it looks encrypted); here it has the format of the
  // others.
  if (metadata !== "none") await files.putMetadata(execution.output, { id: execution.id, columns }, contentType);
  return {
    columns,
    rows: lines.length,
    bytesScanned: 0,
    bytesReturned,
    ...(metadata === "counted" ? { updateCount: 0 } : {}),
    ...(subtype === undefined ? {} : { subtype }),
  };
}
