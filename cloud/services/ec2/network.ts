import type { Subnet, Vpc } from "@aws-sdk/client-ec2";

/** The only network of the lab cloud, the default VPC that every account has. No traffic really goes through it. */
export const VPC_ID = "vpc-01ab0c10dd0d0efa1";
const CIDR = "172.31.0.0/16";
const ZONES = ["a", "b", "c"];

/** A subnet of the default VPC; there is one for each zone. */
export interface LabSubnet {
  readonly id: string;
  readonly zone: string;
  /** The third number of the subnet's first IPv4 address. */
  readonly third: number;
}

export const subnets = (region: string): readonly LabSubnet[] =>
  ZONES.map((zone, at) => ({ id: `subnet-01ab0c10dd0d0efa${at}`, zone: `${region}${zone}`, third: at * 16 }));

export const describeVpc = (owner: string): Vpc => ({
  VpcId: VPC_ID,
  State: "available",
  CidrBlock: CIDR,
  IsDefault: true,
  InstanceTenancy: "default",
  OwnerId: owner,
  DhcpOptionsId: "dopt-01ab0c10dd0d0efa1",
});

export const describeSubnet = ({ id, zone, third }: LabSubnet, owner: string): Subnet => ({
  SubnetId: id,
  VpcId: VPC_ID,
  AvailabilityZone: zone,
  CidrBlock: `172.31.${third}.0/20`,
  State: "available",
  DefaultForAz: true,
  MapPublicIpOnLaunch: true,
  OwnerId: owner,
  AvailableIpAddressCount: 4091,
});
