import { setTimeout as pause } from "node:timers/promises";
import { askFlink, type RestApi } from "./rest";

const LOOK_AGAIN_MS = 50;

/**
 * Runs statements in a session of the SQL Gateway, one after another, each to its end; the jobs that they begin go on
 * after the session is closed.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql-gateway/rest/
 */
export class SqlSession {
  readonly #gateway: RestApi;
  /** The path of the session. */
  readonly #path: string;

  private constructor(gateway: RestApi, path: string) {
    this.#gateway = gateway;
    this.#path = path;
  }

  /** @param properties settings for all statements, such as `{ "parallelism.default": "2" }` */
  static async open(gateway: RestApi, properties: Readonly<Record<string, string>>): Promise<SqlSession> {
    const answer = await askFlink(gateway, { method: "POST", path: "/v3/sessions", body: { properties } });
    return new SqlSession(gateway, `/v3/sessions/${String(answer["sessionHandle"])}`);
  }

  /** @throws RestFailure with Flink's error text for a wrong statement */
  async run(statement: string): Promise<void> {
    const started = await askFlink(this.#gateway, {
      method: "POST",
      path: `${this.#path}/statements`,
      body: { statement },
    });
    let path: unknown = `/operations/${String(started["operationHandle"])}/result/0?rowFormat=JSON`;
    while (typeof path === "string") {
      const answer = await askFlink(this.#gateway, { method: "GET", path: `${this.#path}${path}` });
      const isLast = answer["resultType"] === "EOS";
      const next: unknown = answer["nextResultUri"];
      if (answer["resultType"] === "NOT_READY") await pause(LOOK_AGAIN_MS);
      // `next` is a path from the root; only the part after the session is used.
      path = isLast || typeof next !== "string" ? undefined : next.slice(next.indexOf("/operations/"));
    }
  }

  async close(): Promise<void> {
    await askFlink(this.#gateway, { method: "DELETE", path: this.#path });
  }
}
