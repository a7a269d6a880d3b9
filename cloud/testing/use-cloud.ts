import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { Firehose } from "@aws-sdk/client-firehose";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { STS } from "@aws-sdk/client-sts";
import { skipIf } from "./skip";
import { startCloud, type Cloud, type CloudOptions } from "../index";
import { findAnotherCloud, assertAnswers, createClientConfig } from "./another-endpoint";

/** The configuration of a client of any SDK package. */
type ClientConfig = ReturnType<typeof createClientConfig>;

/** A fresh cloud for each test, and the official SDK's clients for it. */
export interface TestCloud {
  /** The cloud of the running test. */
  readonly running: Cloud;
  /** The lines of the cloud's log so far. */
  readonly logged: readonly string[];
  readonly sts: STS;
  readonly iam: IAM;
  readonly kinesis: Kinesis;
  readonly s3: S3;
  readonly firehose: Firehose;
  readonly cloudwatch: CloudWatch;
  readonly logs: CloudWatchLogs;
  /** Moves the cloud's clock on. */
  advance(seconds: number): Promise<void>;
  /** A client of any kind, closed after the test. */
  createClient<C extends Closable>(Client: new (config: ClientConfig) => C): C;
  /**
   * Stops the cloud and starts it again on the same folder (the option `data` must be set), with changed options if
   * given.
   */
  restart(changes?: CloudOptions): Promise<void>;
}

interface Closable {
  destroy(): void;
}

/** Options without which a test of another cloud can do. */
const EVERYWHERE: ReadonlySet<string> = new Set(["seed", "startAt", "speed", "allowCode", "region"]);

/** Whether the other cloud answers, asked once for all suites. */
let answers: Promise<void> | undefined;

/** The default start time of test clouds. */
export const START = "2030-01-01T00:00:00.000Z";

/**
 * Gives each mocha test of the suite its own cloud: a free port, a stepped clock at START, seed 1. A bug of the cloud
 * (an InternalFailure) fails the test in which it occurs.
 *
 * `CLOUD_ENDPOINT` aims the suites at another cloud: its clock is the real one, what tests make there stays, and a test
 * that needs the lab cloud itself (its journal, its log, a restart, its own option) is skipped. One file at a time.
 *
 * @param each "suite" for one cloud that all tests of the suite share, if their set-up takes long
 */
export function useCloud(options: CloudOptions = {}, each: "test" | "suite" = "test"): TestCloud {
  const logged: string[] = [];
  const another = findAnotherCloud();
  let test: Mocha.Test | undefined;
  let cloud: Cloud | undefined;
  const clients = new Map<unknown, Closable>();
  const start = async (changes: CloudOptions = {}): Promise<void> => {
    if (another !== undefined) return;
    cloud = await startCloud({
      port: 0,
      speed: 0,
      seed: 1,
      startAt: START,
      allowCode: true,
      log: (line) => logged.push(line),
      ...options,
      ...changes,
    });
  };
  const stop = async (): Promise<void> => {
    for (const client of clients.values()) client.destroy();
    clients.clear();
    await cloud?.stop();
    cloud = undefined;
  };
  const throwBugs = (): void => {
    const bugs = logged.splice(0).filter((line) => line.startsWith("bug "));
    if (bugs.length > 0) throw new Error(bugs.join("\n"));
  };
  /** Skips the running test on another cloud. */
  const needLabCloud = (): void => {
    if (another !== undefined && test !== undefined) skipIf(test, `needs the lab cloud, not ${another.source}`);
  };
  if (another !== undefined) before(() => (answers ??= assertAnswers(another)));
  beforeEach(function () {
    test = this.currentTest;
    const customized = Object.keys(options).filter((name) => !EVERYWHERE.has(name));
    if (another !== undefined && customized.length > 0) skipIf(this, `needs the lab cloud's ${customized.join(", ")}`);
  });
  if (each === "suite") {
    before(() => start());
    afterEach(throwBugs);
    after(stop);
  } else {
    beforeEach(() => start());
    afterEach(async () => {
      await stop();
      throwBugs();
    });
  }
  const getRunning = (): Cloud => {
    needLabCloud();
    if (cloud === undefined) throw new Error("The cloud runs only inside a test.");
    return cloud;
  };
  const createClient = <C extends Closable>(Client: new (config: ClientConfig) => C): C => {
    const closable = clients.get(Client) ?? new Client(createClientConfig(another ?? getRunning()));
    clients.set(Client, closable);
    // The border: under each class, the map holds only an instance of that class.
    return closable as C;
  };
  return {
    get running() {
      return getRunning();
    },
    logged,
    get sts() {
      return createClient(STS);
    },
    get iam() {
      return createClient(IAM);
    },
    get kinesis() {
      return createClient(Kinesis);
    },
    get s3() {
      return createClient(S3);
    },
    get firehose() {
      return createClient(Firehose);
    },
    get cloudwatch() {
      return createClient(CloudWatch);
    },
    get logs() {
      return createClient(CloudWatchLogs);
    },
    advance: (seconds) => another?.advance(seconds) ?? getRunning().clock.advance(seconds),
    createClient,
    async restart(changes) {
      needLabCloud();
      await stop();
      await start(changes);
    },
  };
}

/**
 * The error of a failed call.
 *
 * @throws Error if the call succeeds
 */
export async function catchFault(
  call: Promise<unknown>,
): Promise<Error & { readonly $metadata?: { readonly httpStatusCode?: number } }> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error(`a fault was expected, the call answered ${JSON.stringify(answer)}`);
}

/** The code and the message of a failed call's error: `ValidationException: ...`. */
export async function catchFaultText(call: Promise<unknown>): Promise<string> {
  const { name, message } = await catchFault(call);
  return `${name}: ${message}`;
}
