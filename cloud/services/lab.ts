import type { Core } from "../core/core";
import type { Roles } from "./iam/roles";

/** The state of each service, as operation handlers see it. One line a service. */
export interface Services {
  readonly iam: Roles;
}

/** What an operation handler works on: the core and all services. */
export type Lab = Core & Services;
