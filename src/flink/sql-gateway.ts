import { setTimeout as sleep } from "node:timers/promises";
import { FlinkError, parseFlinkError } from "./flink-error";

/** A column of a result. */
export interface Column {
  readonly name: string;
  /** Flink's name of the type, such as `DOUBLE` or `TIMESTAMP_WITH_LOCAL_TIME_ZONE`. */
  readonly type: string;
}

/** The change to a row of a result. */
export type ChangeKind = "INSERT" | "UPDATE_BEFORE" | "UPDATE_AFTER" | "DELETE";

/** A part of a result. */
export interface ResultPart {
  readonly columns: readonly Column[];
  readonly changes: readonly { readonly kind: ChangeKind; readonly fields: readonly unknown[] }[];
  /** The job of a query or an INSERT. */
  readonly jobId: string | undefined;
  /** Whether the result may still grow. */
  readonly isLast: boolean;
}

const PAUSE_MS = 100;

/**
 * The REST API of Flink's SQL Gateway, version 3: sessions, statements and their results, one part at a time.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql-gateway/rest/
 */
export class SqlGateway {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  /**
   * @param url     such as `http://127.0.0.1:8083`
   * @param headers sent with each request, such as the lab cloud's token
   */
  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url.replace(/\/$/, "");
    this.#headers = headers;
  }

  /** @returns the session's handle */
  async openSession(properties: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.#ask("POST", "/v3/sessions", { body: { properties } });
    return String(answer["sessionHandle"]);
  }

  async closeSession(session: string): Promise<void> {
    await this.#ask("DELETE", `/v3/sessions/${session}`);
  }

  /** @returns the handle of the operation that runs the statement */
  async submit(session: string, statement: string, config: Readonly<Record<string, string>> = {}): Promise<string> {
    const path = `/v3/sessions/${session}/statements`;
    const answer = await this.#ask("POST", path, { body: { statement, executionConfig: config } });
    return String(answer["operationHandle"]);
  }

  /** Ends a statement; the job of a query ends with it, that of an INSERT does not. */
  async end(session: string, operation: string): Promise<void> {
    await this.#ask("DELETE", `/v3/sessions/${session}/operations/${operation}/close`);
  }

  /**
   * The parts of a result as they arrive, without empty ones except for the last.
   *
   * @throws FlinkError if the statement is wrong, or its job has failed
   */
  async *streamResults(
    handles: { readonly session: string; readonly operation: string; readonly statement: string },
    signal?: AbortSignal,
  ): AsyncGenerator<ResultPart, void> {
    let path: string | undefined =
      `/v3/sessions/${handles.session}/operations/${handles.operation}/result/0?rowFormat=JSON`;
    while (path !== undefined && !signal?.aborted) {
      const answer: Answer = await this.#ask("GET", path, { statement: handles.statement });
      const isLast = answer["resultType"] === "EOS";
      const part = toPart(answer, isLast);
      if (isLast || part.changes.length > 0) yield part;
      else await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      const next = answer["nextResultUri"];
      path = isLast || typeof next !== "string" ? undefined : next;
    }
  }

  async #ask(method: string, path: string, { body = {}, statement }: GatewayRequest = {}): Promise<Answer> {
    const reply = await fetch(`${this.#url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...this.#headers },
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
    }).catch((error: unknown) => {
      throw new FlinkError(
        `Flink's SQL Gateway does not answer at ${this.#url}. Was it stopped? Open a new session. (${String(error)})`,
      );
    });
    const answer = (await reply.json()) as Answer;
    if (reply.ok) return answer;
    const errors = Array.isArray(answer["errors"]) ? answer["errors"].map(String) : [];
    throw parseFlinkError(errors.at(-1) ?? `The SQL Gateway answers ${reply.status}.`, statement);
  }
}

/** The contents of a request to the gateway. */
interface GatewayRequest {
  readonly body?: object;
  /** The SQL that an error in the response refers to. */
  readonly statement?: string;
}

type Answer = Readonly<Record<string, unknown>>;

/** The border: the gateway's API defines the shape. */
interface Results {
  readonly columns?: readonly { readonly name: string; readonly logicalType: { readonly type: string } }[];
  readonly data?: readonly { readonly kind: ChangeKind; readonly fields: readonly unknown[] }[];
}

function toPart(answer: Answer, isLast: boolean): ResultPart {
  const { columns = [], data = [] } = (answer["results"] ?? {}) as Results;
  return {
    columns: columns.map(({ name, logicalType }) => ({ name, type: logicalType.type })),
    changes: data,
    jobId: typeof answer["jobID"] === "string" ? answer["jobID"] : undefined,
    isLast,
  };
}
