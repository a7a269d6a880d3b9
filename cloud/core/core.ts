import type { Processes } from "../processes/processes";
import type { Storage } from "../storage/storage";
import type { Clock } from "./clock";
import type { Closing } from "./closing";
import type { Journal } from "./journal";
import type { Random } from "../../foundation/random";
import type { RoleSessions } from "./role-sessions";
import type { SessionWrites } from "./session-writes";

/** The parts of a cloud that all services use. */
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
  /** Whether services check that a role that a request gives them exists and trusts them. */
  readonly checksRoles: boolean;
  /** Whether changes take as long as on AWS, and control-plane operations throttle (`--lag`). */
  readonly lags: boolean;
  /**
   * Whether functions and instances may run: only if the cloud checks its callers' keys, or was started with the option
   * to run code anyway.
   */
  readonly runsCode: boolean;
  /** The keys of roles that functions and instances assumed. */
  readonly roleSessions: RoleSessions;
  /** `arn:aws:<service>:<region>:<account>:<resource>` */
  createArn(service: string, resource: string): string;
  /** The only way to start other people's code: functions, user data. */
  readonly processes: Processes;
  /** The resources to close when the cloud stops or is reset. */
  readonly closing: Closing;
  /** The Python program that the user chose, for services that need one; `foundation/columnar/python.ts` has the default. */
  readonly python: string | undefined;
  /** Prints one line for the person who runs the cloud. */
  log(line: string): void;
}
