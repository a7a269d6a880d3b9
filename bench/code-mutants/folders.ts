import { readdirSync } from "node:fs";

/** A part of the code, and the tests that have to notice its mutants. */
export interface Judged {
  /** Prefixes of the paths of its source files. */
  readonly sources: readonly string[];
  /** Prefixes of the paths of its tests, which run in process. */
  readonly tests: readonly string[];
  /** The files among these sources and tests that are left out. */
  readonly without?: RegExp;
  /**
   * Files of the copy with another text, by path; they have no mutants. What a file would start as a process of its own
   * then runs in that of the tests, where mutants can be switched.
   */
  readonly replaced?: Readonly<Record<string, string>>;
  /** The least share of mutants that the tests must notice, 0 to 1. */
  readonly goal: number;
}

/** The goal for code that decides marks, limits and durability. */
const MOST = 0.95;
const MANY = 0.85;

/** Tests that start other programs, or whole clouds as processes: they take seconds each. */
const OF_PROCESSES = /\/(other-clients|differential|independent|trino|(s3|sqs)\/durability)\.test\.ts$/;

/** Sandboxed programs, which see none of our variables, so no mutant; and the tests of what such programs can do, which take seconds each. */
const OF_SANDBOXED_PROGRAMS =
  /grader\/sandbox\/(inside\/(?!messages)|code-cache\/(make|call-once|node-modules)|(confine|engine-ports|first-program|function-code|instance-disk|memory)\.test)/;
/** Tests of a grader as a process of its own, whose code no test of this part reaches in the tests' process. */
const OF_WHOLE_GRADERS = /grader\/batch\/(batch|used-folder)\.test\.ts$/;
/** What runs only in a compiler's process of its own, and the tests of such a process with TypeScript, which take seconds each. */
const OF_COMPILER_PROCESSES = /grader\/compile\/((serve|main|snapshot-main)\.ts|snapshot\.test\.ts)$/;

const SERVICES = new URL("../../cloud/services/", import.meta.url);
/** Athena's engine is a part of its own: it has four times as many mutants as the rest of the service. */
const ENGINE = "cloud/services/athena/engine/";
/** Athena's queries run in processes, which would each take seconds to start from sources: here they run in the tests' own. */
const QUERIES_IN_PROCESS = {
  [`${ENGINE}process/start-process.ts`]: 'export { startProcess } from "../testing/start-in-process";\n',
};
/** Tests of those processes, and of queries that only the end of their process stops. */
const OF_QUERY_PROCESSES = /athena\/(limits|running|engine\/isolation|engine\/process\/query-processes)\.test\.ts$/;
/** Each service's folder is a part. */
const services = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }): [string, Judged] => {
    const folder = `cloud/services/${name}/`;
    const ofAll = ["live", "body-sizes", "cloudformation/resources/tags"].map((one) => `cloud/services/${one}.test`);
    const tests = [folder, ...ofAll, ...["bounds", "faults", "listings"].map((one) => `test/contract/${one}`)];
    if (name !== "athena") return [name, { sources: [folder], tests, without: OF_PROCESSES, goal: MANY }];
    const without = new RegExp(`${OF_PROCESSES.source}|${OF_QUERY_PROCESSES.source}|^${ENGINE}`);
    return [name, { sources: [folder], tests, without, replaced: QUERIES_IN_PROCESS, goal: MANY }];
  });

/** All parts by name. */
export const JUDGED: Readonly<Record<string, Judged>> = {
  marks: {
    sources: ["grader/reports/", "grader/similarity/", "grader/adjust/", "grader/judge/", "grader/merge/"],
    tests: [
      "grader/similarity/",
      "grader/reports/reports",
      "grader/adjust/",
      "grader/judge/",
      "grader/merge/",
      "grader/engine/units",
    ],
    goal: MOST,
  },
  sandbox: {
    sources: ["grader/sandbox/"],
    tests: ["grader/sandbox/"],
    without: OF_SANDBOXED_PROGRAMS,
    goal: MOST,
  },
  run: { sources: ["grader/run/"], tests: ["grader/run/"], goal: MANY },
  compile: { sources: ["grader/compile/"], tests: ["grader/compile/"], without: OF_COMPILER_PROCESSES, goal: MANY },
  batch: { sources: ["grader/batch/"], tests: ["grader/batch/"], without: OF_WHOLE_GRADERS, goal: MANY },
  submissions: { sources: ["grader/submission/"], tests: ["grader/submission/"], goal: MOST },
  limits: {
    sources: [
      "cloud/core/members",
      "cloud/core/rule",
      "cloud/core/violations",
      "cloud/core/token-bucket",
      "cloud/core/rates",
      "cloud/services/kinesis/limits",
      "cloud/server/limits",
    ],
    tests: [
      ...["members", "rates", "token-bucket"].map((name) => `cloud/core/${name}.test`),
      "cloud/server/limits.test",
      "cloud/services/kinesis/operations/create-stream",
      "cloud/services/kinesis/operations/update-",
      "cloud/services/kinesis/operations/add-tags",
    ],
    goal: MOST,
  },
  durability: {
    sources: ["cloud/storage/"],
    // Without power-loss.test.ts, which imports the whole cloud: most mutants of this part would need a new process.
    tests: ["append-log", "folder-lock", "storage", "table", "zip-files"].map((name) => `cloud/storage/${name}.test`),
    goal: MOST,
  },
  core: {
    sources: ["cloud/core/"],
    tests: [
      "cloud/core/",
      "cloud/services/kinesis/operations/create-stream",
      "cloud/services/kinesis/operations/put-record",
      "cloud/services/sqs/operations/receive-message",
    ],
    goal: MANY,
  },
  protocols: {
    sources: ["cloud/protocols/"],
    tests: [
      // Without deep-requests.test.ts, which reads all services, one cloud after the other.
      ...["aws-", "cbor-times", "clients", "json-", "nesting", "request-head", "uri-route"].map(
        (name) => `cloud/protocols/${name}`,
      ),
      "cloud/services/kinesis/operations/subscribe-to-shard",
    ],
    goal: MANY,
  },
  ...Object.fromEntries(services),
  "athena-engine": {
    sources: [ENGINE],
    tests: ["cloud/services/athena/", "test/conventions/athena-functions"],
    // Beside Trino's recorded answers, trino.test.ts asks Trino itself where it is installed; in the copy it is not.
    without: new RegExp(
      `/(other-clients|differential|independent)\\.test\\.ts$|${OF_QUERY_PROCESSES.source}|/query-process\\.ts$`,
    ),
    replaced: QUERIES_IN_PROCESS,
    goal: MANY,
  },
};
