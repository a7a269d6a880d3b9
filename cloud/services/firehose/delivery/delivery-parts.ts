import type { Clock } from "../../../core/clock";
import type { Random } from "../../../core/random";
import type { Storage } from "../../../storage/storage";
import type { DestinationSettings } from "../destination/settings";
import type { LogSink, MetricSink, ObjectSink, RoleCheck } from "../ports";
import type { Memory } from "./memory";

/** What all deliveries share. */
export interface DeliveryParts {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly random: Random;
  readonly memory: Memory;
  readonly objects: ObjectSink;
  readonly metrics: MetricSink;
  readonly logs: LogSink;
  readonly roles: RoleCheck;
}

/** A delivery stream, as far as its delivery must know it. */
export interface DeliveryIdentity {
  /** Never used again, even for a stream of the same name. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
}

/** A configuration of a delivery stream; an update makes the next version. */
export interface DeliveryConfig {
  readonly version: number;
  readonly settings: DestinationSettings;
}
