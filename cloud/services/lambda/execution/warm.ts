import type { Environment } from "./environment";
import type { EnvironmentLog } from "./environment-log";

/** An environment with what belongs to it. */
export interface Warm {
  readonly environment: Environment;
  readonly log: EnvironmentLog;
  readonly temporary: string;
  /** ms of real time; undefined once a call has told of it. */
  initMs: number | undefined;
}
