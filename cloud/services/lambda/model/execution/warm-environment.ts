import type { Environment } from "./environment";
import type { EnvironmentLog } from "./environment-log";
import type { SystemLog } from "./system-log";

/** An environment with its log and its folder. */
export interface WarmEnvironment {
  readonly environment: Environment;
  readonly log: EnvironmentLog;
  /** What Lambda itself writes into that log. */
  readonly system: SystemLog;
  readonly temporary: string;
  /** Time of the initialization in ms of real time; undefined once a call's REPORT line has shown it. */
  initMs: number | undefined;
}
