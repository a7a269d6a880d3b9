import type { InstanceStateName } from "@aws-sdk/client-ec2";

export interface StoredTag {
  readonly key: string;
  readonly value: string;
}

/** An instance as it is stored. */
export interface StoredInstance {
  readonly id: string;
  readonly reservationId: string;
  readonly imageId: string;
  readonly type: string;
  readonly state: InstanceStateName;
  /** When the state ends by itself, ms since the epoch. */
  readonly until: number | undefined;
  /** Why it is not running, in AWS's code and words. */
  readonly reason: { readonly code: string; readonly message: string } | undefined;
  /** ms since the epoch. */
  readonly launchedAt: number;
  readonly zone: string;
  readonly subnetId: string;
  readonly privateIp: string;
  /** Only while it runs. */
  readonly publicIp: string | undefined;
  readonly groups: readonly string[];
  /** The name of its instance profile. */
  readonly profile: string | undefined;
  /** Base64, as it came. */
  readonly userData: string | undefined;
  /** Whether the next boot runs the user data: the first one does, and the first after it was changed. */
  readonly runsUserData: boolean;
  readonly tags: readonly StoredTag[];
  readonly isProtected: boolean;
  readonly onShutdown: "stop" | "terminate";
  readonly clientToken: string | undefined;
}

/** One rule of a security group: one source. */
export interface StoredRule {
  readonly id: string;
  readonly way: "in" | "out";
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** A block of addresses of version 4, or of version 6, which has colons. */
  readonly cidr: string | undefined;
  /** Another group's id. */
  readonly group: string | undefined;
  readonly description: string | undefined;
}

export interface StoredGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly rules: readonly StoredRule[];
  readonly tags: readonly StoredTag[];
}

/** The number that EC2 gives beside a state's name. */
export const STATE_CODES: Readonly<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};
