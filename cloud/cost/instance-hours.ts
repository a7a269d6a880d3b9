import type { StoredInstance } from "../services/ec2/model/stored";
import type { InstanceChange } from "./usage-facts";
import { PRICES, type Meter } from "./prices";

/** The instances' changes, and the current instances. */
interface InstanceHistory {
  /** In the order in which they happened. */
  readonly changes: readonly InstanceChange[];
  readonly instances: readonly Pick<StoredInstance, "id" | "type" | "launchedAt" | "state">[];
  /** ms since the epoch. */
  readonly now: number;
}

/** The price of an instance of a type: `ec2-t3-micro-hour`. Undefined for a type that the list does not have. */
export const getInstancePrice = (type: string): string | undefined =>
  PRICES.find(({ id }) => id === `ec2-${type.replaceAll(".", "-")}-hour`)?.id;

/** In a default VPC, as the lab cloud has it, a running instance has one public address. */
export const PUBLIC_ADDRESS = "public-ipv4-hour";

export const isRunning = ({ state }: Pick<StoredInstance, "state">): boolean =>
  state === "running" || state === "pending";

/**
 * Counts the hours in which instances ran. The last run of an instance that shut itself down is not counted, since no
 * call says when it ended.
 */
export function meterInstances(meter: Meter, { changes, instances, now }: InstanceHistory): void {
  const since = new Map<string, number>();
  const types = new Map(instances.map(({ id, type }) => [id, type]));
  const launched = new Set(changes.filter(({ type }) => type !== undefined).map(({ id }) => id));
  // For instances from before counting began, their own launch time is used.
  for (const instance of instances) if (!launched.has(instance.id)) since.set(instance.id, instance.launchedAt);
  const end = (id: string, at: number): void => {
    const [from, price] = [since.get(id), getInstancePrice(types.get(id) ?? "")];
    if (from !== undefined && price !== undefined) meter.addTime(price, [from, at], 1);
    if (from !== undefined) meter.addTime(PUBLIC_ADDRESS, [from, at], 1);
    since.delete(id);
  };
  for (const { id, at, runs: begins, type } of changes) {
    if (type !== undefined) types.set(id, type);
    if (!begins) end(id, at);
    else if (!since.has(id)) since.set(id, at);
  }
  for (const instance of instances) if (isRunning(instance)) end(instance.id, now);
}
