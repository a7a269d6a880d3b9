import { setTimeout as pause } from "node:timers/promises";
import { askFlink, type RestApi } from "../../../flink/rest";

/**
 * The rows of queries that end, all in one session.
 *
 * @param before statements that define the queried tables
 */
export async function readRows(
  gateway: string,
  before: readonly string[],
  queries: readonly string[],
): Promise<readonly (readonly (readonly unknown[])[])[]> {
  const { sessionHandle } = await askFlink(
    { url: gateway },
    { method: "POST", path: "/v3/sessions", body: { properties: {} } },
  );
  const session = { url: `${gateway}/v3/sessions/${String(sessionHandle)}` };
  for (const statement of before) await run(session, statement);
  // All at the same time: a query spends most of its time waiting for its job to begin.
  const all = await Promise.all(queries.map((query) => run(session, query)));
  await askFlink(session, { method: "DELETE", path: "" });
  return all;
}

async function run(session: RestApi, statement: string): Promise<readonly (readonly unknown[])[]> {
  const { operationHandle } = await askFlink(session, { method: "POST", path: "/statements", body: { statement } });
  const rows: unknown[][] = [];
  let path: string | undefined = `/operations/${String(operationHandle)}/result/0?rowFormat=JSON`;
  while (path !== undefined) {
    const answer: Readonly<Record<string, unknown>> = await askFlink(session, { method: "GET", path });
    // The border: the shape is that of the gateway's API.
    const { data = [] } = (answer["results"] ?? {}) as { readonly data?: readonly { readonly fields: unknown[] }[] };
    rows.push(...data.map(({ fields }) => fields));
    const next = answer["nextResultUri"];
    path =
      answer["resultType"] === "EOS" || typeof next !== "string" ? undefined : next.slice(next.indexOf("/operations/"));
    if (data.length === 0) await pause(50);
  }
  return rows;
}
