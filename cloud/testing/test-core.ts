import { Clock } from "../core/clock";
import { Closing } from "../core/closing";
import type { Core } from "../core/core";
import { Journal } from "../core/journal";
import { SessionWrites } from "../core/session-writes";
import { createRandom } from "../../foundation/random";
import { RoleSessions } from "../core/role-sessions";
import { Processes } from "../processes/processes";
import type { Storage } from "../storage/storage";

/**
 * A clock that moves only when a test moves it, and that throws the errors of its work.
 *
 * @param now ms since the epoch
 */
export const createSteppedClock = (now = 0): Clock =>
  new Clock({
    now,
    upMs: 0,
    speed: 0,
    onError: (error) => {
      throw error;
    },
  });

/** A core without a cloud, for tests of behavior that the API does not show. */
export const testCore = (clock: Clock, storage: Storage, more: Partial<Core> = {}): Core => ({
  account: "000000000000",
  region: "us-east-1",
  clock,
  now: () => clock.now(),
  random: createRandom("1"),
  journal: new Journal(),
  sessionWrites: new SessionWrites(),
  storage,
  checksRoles: false,
  lags: false,
  runsCode: true,
  closing: new Closing(),
  processes: new Processes({ getEndpoint: () => "", region: "us-east-1", confine: undefined, allowCode: true }),
  roleSessions: new RoleSessions("any"),
  python: undefined,
  createArn: (service, resource) => `arn:aws:${service}:us-east-1:000000000000:${resource}`,
  log: () => undefined,
  ...more,
});
