import { setTimeout as pause } from "node:timers/promises";
import { STS } from "@aws-sdk/client-sts";
import type { Cloud } from "../index";
import type { PlainValue } from "./clients/case";

/** A cloud that clients can reach, of whichever kind. */
export interface ReachableCloud {
  /** Undefined for AWS, where each service has its own address, which the SDKs know. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly credentials: Cloud["credentials"];
}

/** The cloud that suites are aimed at by `CLOUD_ENDPOINT`. */
interface AnotherCloud extends ReachableCloud {
  /** Where the answers come from: `aws`, or the endpoint's host. */
  readonly source: string;
  /** Lets this much time pass. */
  advance(seconds: number): Promise<void>;
}

/**
 * The cloud that `CLOUD_ENDPOINT` names, undefined without it: `aws`, for AWS itself, or the address of another
 * emulator. Region and keys come from AWS's own variables.
 *
 * @throws Error if keys are missing for AWS
 */
export function findAnotherCloud(environment: NodeJS.ProcessEnv = process.env): AnotherCloud | undefined {
  const named = environment["CLOUD_ENDPOINT"];
  if (named === undefined || named === "") return undefined;
  const isAws = named === "aws";
  const keys = readKeys(environment);
  if (isAws && keys === undefined)
    throw new Error("CLOUD_ENDPOINT=aws needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  return {
    endpoint: isAws ? undefined : named,
    source: isAws ? "aws" : new URL(named).host,
    region: environment["AWS_REGION"] ?? "us-east-1",
    credentials: keys ?? { accessKeyId: "test", secretAccessKey: "test" },
    advance: (seconds) => pause(seconds * 1000),
  };
}

/** Within this time an endpoint must answer; suites wait as long before their first test. */
const PATIENCE_MS = 8000;

/**
 * Checks once whether the cloud is there: one line reports a wrong address, a missing network or wrong keys before any test.
 *
 * @throws Error if nothing answers at the address, or AWS does not take the keys
 */
export async function assertAnswers(another: AnotherCloud): Promise<void> {
  const { endpoint, source } = another;
  const abortSignal = AbortSignal.timeout(PATIENCE_MS);
  const aws = new STS(createClientConfig(another));
  try {
    if (endpoint === undefined) await aws.getCallerIdentity({}, { abortSignal });
    else await fetch(endpoint, { signal: abortSignal });
  } catch (error) {
    throw new Error(`CLOUD_ENDPOINT=${endpoint ?? source} cannot be asked: ${getReason(error)}`, { cause: error });
  } finally {
    aws.destroy();
  }
}

/** The first words that name something: `fetch failed` has the reason in its cause. */
function getReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return getReason(error.cause);
  return `${error.name}: ${error.message || ("code" in error ? String(error.code) : "no reason given")}`;
}

function readKeys(environment: NodeJS.ProcessEnv): Cloud["credentials"] | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** The settings of an SDK client for a cloud. */
export const createClientConfig = <R extends ReachableCloud>({ endpoint, region, credentials }: R) => ({
  ...(endpoint === undefined ? {} : { endpoint }),
  ...{ region, credentials, maxAttempts: 1 },
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CASES_BEGIN = Date.parse("2030-01-01T00:00:00Z");

/** A value in whose place the clock of another cloud can stand: a time of the cases, as ISO text or in ms. */
const isCaseTime = (ms: number): boolean => Math.abs(ms - CASES_BEGIN) < 365 * DAY_MS;

/**
 * The times of a case, which begin in 2030, as if they began at the full hour before `now`: another cloud accepts no
 * data from the future.
 */
export function adaptTimes(now: number, value: PlainValue): PlainValue {
  const shift = Math.floor((now - CASES_BEGIN) / HOUR_MS) * HOUR_MS;
  if (typeof value === "number") return isCaseTime(value) ? value + shift : value;
  if (typeof value === "string")
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && isCaseTime(Date.parse(value))
      ? new Date(Date.parse(value) + shift).toISOString()
      : value;
  if (Array.isArray(value)) return value.map((item: PlainValue) => adaptTimes(now, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, adaptTimes(now, item)]));
}
