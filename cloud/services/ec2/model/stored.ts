import type { InstanceStateName } from "@aws-sdk/client-ec2";

export interface StoredTag {
  readonly key: string;
  readonly value: string;
}

export interface StoredInstance {
  readonly id: string;
  readonly reservationId: string;
  readonly imageId: string;
  readonly type: string;
  readonly state: InstanceStateName;
  /** When a transitional state ends, in ms since the epoch. */
  readonly until: number | undefined;
  /** Why the instance is not running: AWS's code and message. */
  readonly reason: { readonly code: string; readonly message: string } | undefined;
  /** When the instance was launched or, if it was stopped since, started, in ms since the epoch. */
  readonly launchedAt: number;
  /** When its network interface and its disk were attached, in ms since the epoch: when it was launched. */
  readonly attachedAt: number;
  readonly zone: string;
  readonly subnetId: string;
  readonly privateIp: string;
  /** Only set while the instance runs. */
  readonly publicIp: string | undefined;
  readonly groups: readonly string[];
  /** The name of the instance profile. */
  readonly profile: string | undefined;
  /** The user data in base64, as it was given. */
  readonly userData: string | undefined;
  /**
   * Whether the next boot runs the user data: true for the first boot, and for the first one after a change of the user
   * data.
   */
  readonly runsUserData: boolean;
  readonly tags: readonly StoredTag[];
  readonly isProtected: boolean;
  readonly onShutdown: "stop" | "terminate";
  readonly clientToken: string | undefined;
}

/** A rule of a security group, with one source or destination. */
export interface StoredRule {
  readonly id: string;
  readonly way: "in" | "out";
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** An IPv4 or IPv6 address block; that of IPv6 contains colons. */
  readonly cidr: string | undefined;
  /** The id of a group that is the source or destination. */
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

/** EC2's code of each state. */
export const STATE_CODES: Readonly<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};
