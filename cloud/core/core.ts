import type { Processes } from "../processes/processes";
import type { Storage } from "../storage/storage";
import type { Clock } from "./clock";
import type { Closing } from "./closing";
import type { Journal } from "./journal";
import type { Random } from "./random";
import type { RoleSessions } from "./role-sessions";
import type { SessionWrites } from "./session-writes";

/** What every service builds upon. */
export interface Core {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  /** The cloud clock's time, in ms since the epoch. */
  now(): number;
  readonly random: Random;
  readonly journal: Journal;
  readonly sessionWrites: SessionWrites;
  readonly storage: Storage;
  /** Whether services check that a role they are given exists and trusts them. */
  readonly checksRoles: boolean;
  /** Whether changes take as long as on AWS, and control planes throttle (`--lag`). */
  readonly lags: boolean;
  /** Whether functions and instances may run: whether the cloud knows who calls, or was told not to mind. */
  readonly runsCode: boolean;
  /** The keys of roles that functions and instances assumed. */
  readonly roleSessions: RoleSessions;
  /** `arn:aws:<service>:<region>:<account>:<resource>` */
  arn(service: string, resource: string): string;
  /** Starts other people's code: functions, user data. Nothing else may. */
  readonly processes: Processes;
  /** What has to be ended when the cloud stops or is reset. */
  readonly closing: Closing;
  /** The Python that was asked for, where a service needs one: see `columnar/python.ts` for the default. */
  readonly python: string | undefined;
  /** One line for the person who runs the cloud. */
  log(line: string): void;
}
