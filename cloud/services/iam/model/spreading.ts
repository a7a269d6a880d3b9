import type { Duration } from "../../../core/lag";

/**
 * How long other services do not see a new role, profile or trust policy. AWS documents that changes take time to
 * spread (LAG-001), but no figure; users report 5 to 15 seconds.
 */
export const SPREADING: Duration = { usual: 0, lagging: 10_000 };
