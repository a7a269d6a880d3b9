import type { Subnet, Vpc } from "@aws-sdk/client-ec2";
import type { Random } from "../../../../foundation/random";

/** The only network of the lab cloud, the default VPC that every account has. No traffic really goes through it. */
export const VPC_ID = "vpc-01ab0c10dd0d0efa1";
const CIDR = "172.31.0.0/16";
const ZONES = ["a", "b", "c"];

/** A subnet of the default VPC; there is one for each zone. */
export interface DefaultSubnet {
  readonly id: string;
  readonly zone: string;
  /** The third number of the subnet's first IPv4 address. */
  readonly third: number;
}

export const listSubnets = (region: string): readonly DefaultSubnet[] =>
  ZONES.map((zone, at) => ({ id: `subnet-01ab0c10dd0d0efa${at}`, zone: `${region}${zone}`, third: at * 16 }));

/** An address of a subnet, but none of the first four, which AWS keeps for itself. @param third as in `LabSubnet` */
export const drawPrivateAddress = (random: Random, third: number): string =>
  `172.31.${third + random.drawBelow(16)}.${4 + random.drawBelow(250)}`;

/** A public address, of those that AWS has for EC2. */
export const drawPublicAddress = (random: Random): string =>
  `54.${160 + random.drawBelow(64)}.${random.drawBelow(256)}.${1 + random.drawBelow(254)}`;

export const describeVpc = (owner: string): Vpc => ({
  VpcId: VPC_ID,
  State: "available",
  CidrBlock: CIDR,
  IsDefault: true,
  InstanceTenancy: "default",
  OwnerId: owner,
  DhcpOptionsId: "dopt-01ab0c10dd0d0efa1",
});

export const describeSubnet = ({ id, zone, third }: DefaultSubnet, owner: string): Subnet => ({
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
