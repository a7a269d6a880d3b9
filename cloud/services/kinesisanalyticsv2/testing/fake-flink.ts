import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SLOTS } from "../../../flink/settings";
import type { Command, Confine } from "../../../../foundation/processes/command";

/** A job of the fake Flink, which a test may change. */
interface FakeJob {
  /** Flink's name of its state. */
  state: string;
  /** The Java stack of its last failure. */
  failure?: string;
  /** The settings it was started with. */
  readonly properties: Readonly<Record<string, string>>;
  /** The statements of its session; none for a job that a program began. */
  readonly statements: readonly string[];
}

interface Reply {
  readonly status?: number;
  readonly body: object;
}

const JOB_ID = "$internal.pipeline.job-id";
const JOB = /^\/jobs\/(?<job>[^/?]+)(?:\/(?<what>[a-z]+))?/;
const RUNS_ON = "exec tail -f /dev/null";

/**
 * The REST APIs of a Flink without a Flink: jobs run nothing. It takes the place of Flink's processes by the cloud's
 * option `confine`, so that all of the cloud's own code runs as it does with Flink. What Flink really answers is tested
 * where there is one: `running.test.ts`.
 */
export class FakeFlink {
  /** For the cloud's option `flink`: it looks like what `labs flink` sets up. */
  readonly folder = mkdtempSync(join(tmpdir(), "fake-flink-"));
  readonly jobs = new Map<string, FakeJob>();
  /** The jobs in the order of their beginning. */
  readonly startedJobs: FakeJob[] = [];
  /** The error text for a statement that Flink refuses. */
  refusal: ((statement: string) => string | undefined) | undefined;
  /** The error text of savepoints that fail. */
  savepointFailure: string | undefined;
  /** The state of jobs at their beginning. */
  firstState = "RUNNING";
  /** The shell script that runs in place of a user's program. A program that succeeds has begun its job. */
  program = "exit 0";
  /** The requests to both APIs, as `METHOD path`. */
  readonly requests: string[] = [];
  readonly #servers = new Set<Server>();
  readonly #sessions = new Map<string, { properties: Readonly<Record<string, string>>; statements: string[] }>();
  #savepoints = 0;

  constructor() {
    const installed = { version: "1.20.3", java: process.execPath, javaVersion: "17", classPath: [], clientPath: [] };
    writeFileSync(join(this.folder, "installed.json"), JSON.stringify(installed));
  }

  /** For the cloud's option `confine`. Other programs than Flink's run as they are. */
  readonly confine: Confine = ({ argv, cwd, env }) => {
    const main = argv.find((item) => item.startsWith("org.apache.flink.")) ?? "";
    if (main === "") return { argv, cwd, env };
    const createShellCommand = (script: string): Pick<Command, "argv" | "cwd" | "env"> => ({
      ...{ argv: ["/bin/bash", "-c", script], cwd, env },
    });
    if (main.endsWith("CliFrontend")) {
      const settings = argv.flatMap((item) =>
        [/^-D([^=]+)=(.*)$/.exec(item) ?? []].map(([, name, value]) => [name, value]),
      );
      if (this.program.endsWith("exit 0")) this.#begin(Object.fromEntries(settings) as Record<string, string>, []);
      return createShellCommand(this.program);
    }
    // The border: the cloud has written the file.
    const settings = JSON.parse(readFileSync(join(env["FLINK_CONF_DIR"] ?? "", "config.yaml"), "utf8")) as Record<
      string,
      number
    >;
    if (main.endsWith("StandaloneSessionClusterEntrypoint")) {
      this.jobs.clear();
      this.#listen(settings["rest.port"]);
    }
    if (main.endsWith("SqlGateway")) this.#listen(settings["sql-gateway.endpoint.rest.port"]);
    return createShellCommand(RUNS_ON);
  };

  /** The newest job. @throws Error if there is none */
  get last(): FakeJob {
    const found = this.startedJobs.at(-1);
    if (found === undefined) throw new Error("no job was begun");
    return found;
  }

  /** Flink answers no longer. */
  async end(): Promise<void> {
    const servers = [...this.#servers];
    this.#servers.clear();
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => once(server.close(), "close")));
  }

  async remove(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true });
  }

  #listen(port: number | undefined): void {
    const server = createServer((request, response) => void this.#answer(request, response));
    this.#servers.add(server.listen(port, "127.0.0.1"));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const output = await text(request);
    this.requests.push(`${method} ${url}`);
    // The border: the cloud's own requests.
    const question = (output === "" ? {} : JSON.parse(output)) as Readonly<Record<string, unknown>>;
    const { status = 200, body } = url.startsWith("/v")
      ? this.#answerGateway(method, url, question)
      : this.#answerCluster(method, url);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  #answerGateway(method: string, url: string, request: Readonly<Record<string, unknown>>): Reply {
    const session = this.#sessions.get(url.split("/")[3] ?? "");
    if (url === "/v1/info") return { body: { productName: "Apache Flink" } };
    if (url === "/v3/sessions") {
      const sessionHandle = `s${this.#sessions.size}`;
      this.#sessions.set(sessionHandle, {
        properties: request["properties"] as Record<string, string>,
        statements: [],
      });
      return { body: { sessionHandle } };
    }
    if (session === undefined || method === "DELETE") return { body: {} };
    if (!url.endsWith("/statements")) return { body: { resultType: "EOS" } };
    const statement = String(request["statement"]);
    const refusal = this.refusal?.(statement);
    if (refusal !== undefined) return { status: 500, body: { errors: ["Internal server error.", refusal] } };
    session.statements.push(statement);
    if (/^(?:INSERT|EXECUTE STATEMENT SET|BEGIN STATEMENT SET)/.test(statement))
      this.#begin(session.properties, session.statements);
    return { body: { operationHandle: "o" } };
  }

  #begin(properties: Readonly<Record<string, string>>, statements: readonly string[]): void {
    const job = { state: this.firstState, properties, statements };
    this.jobs.set(properties[JOB_ID] ?? "", job);
    this.startedJobs.push(job);
  }

  #answerCluster(method: string, url: string): Reply {
    if (url === "/overview") return { body: { "slots-total": SLOTS } };
    if (url === "/jobs") return { body: { jobs: [...this.jobs].map(([id, { state }]) => ({ id, status: state })) } };
    const { job: id = "", what: label = "" } = JOB.exec(url)?.groups ?? {};
    const job = this.jobs.get(id);
    if (job === undefined) return { status: 404, body: { errors: [`Job ${id} not found`] } };
    if (method === "GET") return { body: this.#describeJob(job, label) };
    if (method === "PATCH") job.state = "CANCELED";
    if (label === "stop" && this.savepointFailure === undefined) job.state = "FINISHED";
    return { body: { "request-id": `r${(this.#savepoints += 1)}` } };
  }

  #describeJob({ state, failure }: FakeJob, subject: string): object {
    const answers: Readonly<Record<string, () => object>> = {
      "": () => ({ state, vertices: [{ id: "v1", status: state }] }),
      // The metrics of a vertex: one of Flink's own, and two of the job's code.
      vertices: () => [
        { id: "0.Map.numRecordsIn", value: "9" },
        { id: "0.Map.kinesisanalytics.words", value: "7" },
        { id: "1.Map.kinesisAnalytics.words", value: "5" },
      ],
      exceptions: () => ({ exceptionHistory: { entries: failure === undefined ? [] : [{ stacktrace: failure }] } }),
      savepoints: () => this.#createSavepoint(),
      metrics: () => [
        { id: "uptime", value: "60000" },
        { id: "downtime", value: "-1" },
        { id: "numRestarts", value: "2" },
      ],
      checkpoints: () => ({
        counts: { failed: 3 },
        latest: { completed: { end_to_end_duration: 40, state_size: 500 } },
      }),
    };
    return answers[subject]?.() ?? {};
  }

  #createSavepoint(): object {
    const status = { id: "COMPLETED" };
    if (this.savepointFailure !== undefined)
      return { status, operation: { "failure-cause": { "stack-trace": this.savepointFailure } } };
    return { status, operation: { location: `file:///savepoints/s${this.#savepoints}` } };
  }
}
