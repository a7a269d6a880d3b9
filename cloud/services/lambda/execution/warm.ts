import type { Environment } from "./environment";
import type { EnvironmentLog } from "./environment-log";
import type { SystemLog } from "./system-log";

/** An environment with what belongs to it. */
export interface Warm {
  readonly environment: Environment;
  readonly log: EnvironmentLog;
  /** What Lambda itself writes into that log. */
  readonly system: SystemLog;
  readonly temporary: string;
  /** ms of real time; undefined once a call has told of it. */
  initMs: number | undefined;
}
