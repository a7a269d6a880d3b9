import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { STS } from "@aws-sdk/client-sts";
import { startCloud, type Cloud, type CloudOptions } from "../cloud/index";
import { createClients } from "../bench/clients";
import { readJarVersion, type JarFolder } from "../bench/install";

export interface Verdict {
  /** `left out` for cases that aren't run. */
  readonly verdict: "passed" | "wrong" | "left out";
  /** For a wrong case, the difference; for one left out, the reason. */
  readonly why?: string;
}

/** One case of a suite. */
export interface JudgedCase extends Verdict {
  readonly name: string;
}

export const PASSED: Verdict = { verdict: "passed" };
export const createWrong = (why: string): Verdict => ({ verdict: "wrong", why });
export const createOmission = (why: string): Verdict => ({ verdict: "left out", why });

/** The reason for a case that a run had no time for. */
export const NOT_REACHED = "not reached in the time of the run";
export const REFUSED = "refused by name (`NotImplemented`)";

export interface JudgeContext {
  readonly root: string;
  /** The suite's folder, if the judge reads one. */
  readonly folder: string;
  /** How long a suite that takes minutes may take. */
  readonly seconds: number;
  /** The address of another cloud that is judged instead of the lab cloud, see `alone`. */
  readonly endpoint?: URL | undefined;
}

/** A test suite or a client of others, which judges the lab cloud's own code. */
export interface Judge {
  readonly name: string;
  /** One sentence: what is judged. */
  readonly title: string;
  /** Where the suite comes from, and its license. */
  readonly source: string;
  /** The folder whose `pom.xml` lists the suite's jars. */
  readonly jars?: JarFolder;
  /** The version of a client, which is installed from a registry. Without it and without `jars`, the caller names the suite's folder with `--folder`. */
  readonly version?: string;
  /** Why no other cloud can be judged; undefined if the suite calls the cloud over the network. */
  readonly alone?: string;
  run(context: JudgeContext): Promise<readonly JudgedCase[]>;
}

/** Whether the suite is in a folder that the caller has to name. */
export const isReadFromFolder = ({ jars, version }: Judge): boolean => jars === undefined && version === undefined;

/** The version of a client or of a suite's jars, or the commit of its folder: of a clone, or as the file COMMIT in it names it. */
export function readVersion({ jars, version }: Judge, { root, folder }: JudgeContext): string {
  if (version !== undefined) return version;
  if (jars !== undefined) return readJarVersion(root, jars);
  const file = join(folder, "COMMIT");
  if (existsSync(file)) return readFileSync(file, "utf8").trim().slice(0, 12);
  const { status, stdout } = spawnSync("git", ["-C", folder, "rev-parse", "--short=12", "HEAD"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "unknown";
}

/** The version that a file of the project pins, by a pattern whose group is the version. */
export const readPin = (file: string, pattern: RegExp): string =>
  pattern.exec(readFileSync(file, "utf8"))?.[1] ?? "unknown";

/** The verdict on a case for which something is thrown. */
export const toWrong = (error: unknown): Verdict => createWrong(String(error));

/** Judges cases one after the other. @throws Error that a case throws, such as that of a cloud that can't be reached */
export async function judgeEach<Case>(
  cases: Iterable<Case>,
  getName: (item: Case) => string,
  judge: (item: Case) => Verdict | Promise<Verdict>,
): Promise<JudgedCase[]> {
  const judged: JudgedCase[] = [];
  for (const item of cases) judged.push({ name: getName(item), ...(await judge(item)) });
  return judged;
}

/** Judges the steps of a client, by name, one after the other. What follows a step that throws is not run. */
export async function judgeSteps(steps: Readonly<Record<string, () => Promise<unknown>>>): Promise<JudgedCase[]> {
  let failed: string | undefined;
  return judgeEach(
    Object.entries(steps),
    ([name]) => name,
    async ([name, work]) => {
      if (failed !== undefined) return createOmission(`after a step that failed: ${failed}`);
      try {
        await work();
        return PASSED;
      } catch (error) {
        failed = name;
        return toWrong(error);
      }
    },
  );
}

/** Reasons by the names of tests, from texts with names by reason. */
export const indexReasons = (names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([why, text]) =>
      text
        .trim()
        .split(/\s+/)
        .map((name) => [name, why]),
    ),
  );

/** A reason to leave a test out, and whether it applies. */
export type Reason = readonly [why: string | undefined, applies: boolean];

/**
 * Judges a test by its outcome.
 *
 * @param always reasons that count whatever the outcome
 * @param failed reasons for a test that did not pass
 */
export function judgeOutcome(
  { name, outcome, text }: { readonly name: string; readonly outcome: string; readonly text: string },
  { always, failed }: { readonly always: readonly Reason[]; readonly failed: readonly Reason[] },
): JudgedCase {
  const reasons = outcome === "passed" ? always : [...always, ...failed];
  const [why = ""] = reasons.find(([, applies]) => applies) ?? [];
  if (why !== "") return { name, ...createOmission(why) };
  return { name, ...(outcome === "passed" ? PASSED : createWrong(text.replaceAll(/\s+/g, " ").slice(0, 300))) };
}

/** The longest wait for another cloud: nobody can move its clock on, and it delays little. */
const MAX_WAIT_SECONDS = 2;
/** Where moto and MiniStack forget all that they hold. */
const RESETS = ["/moto-api/reset", "/_ministack/reset"];

/** The cloud that is judged: a new lab cloud, or another one. */
export interface JudgedCloud extends Pick<Cloud, "endpoint" | "region" | "credentials" | "account"> {
  /** For another cloud, `advance` waits in real time, and only briefly. */
  readonly clock: Pick<Cloud["clock"], "now" | "advance">;
  /** Whether it is the lab cloud, whose journal says which faults a test met. */
  readonly hasJournal: boolean;
  /** A folder that is removed afterward. */
  readonly temporary: string;
}

/**
 * Runs work with a lab cloud in memory, or with another cloud, which is emptied first if it can be.
 *
 * @param other the address of another cloud, if that is judged
 */
export async function useJudgedCloud<T>(
  options: CloudOptions,
  other: URL | undefined,
  work: (cloud: JudgedCloud) => Promise<T>,
): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), "labs-judge-"));
  const ours = other ? undefined : await startCloud({ port: 0, log: () => undefined, ...options });
  try {
    const cloud = ours ?? (await openOtherCloud(String(other), options.region));
    return await work({ ...cloud, hasJournal: ours !== undefined, temporary });
  } finally {
    await ours?.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function openOtherCloud(address: string, region = "us-east-1") {
  for (const path of RESETS) await fetch(new URL(path, address), { method: "POST" });
  const endpoint = address.replace(/\/$/, "");
  const place = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const { Account: account = "" } = await createClients({ sts: STS }, place).sts.getCallerIdentity({});
  const advance = (seconds: number): Promise<void> => pause(Math.min(seconds, MAX_WAIT_SECONDS) * 1_000);
  return { ...place, account, clock: { now: () => Date.now(), advance } };
}

/** The maximum time for a client's command: on a busy machine, too, only one that hangs takes longer. */
const MAX_MS = 240_000;

/**
 * Runs a client's command in a folder, which is its home, with the variables that its users set, and none of this machine's others.
 *
 * @param more further variables
 * @returns its output
 * @throws Error with `stderr` if it fails, or has not ended after four minutes
 */
export async function runClient(
  { endpoint, region, credentials }: JudgedCloud,
  [program = "", ...args]: readonly string[],
  { home, ...more }: Readonly<Record<string, string>> & { readonly home: string },
): Promise<string> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...more,
  };
  const { stdout, stderr } = await promisify(execFile)(program, args, { cwd: home, env, timeout: MAX_MS });
  return stdout + stderr;
}
