import {
  DescribeAvailabilityZones$,
  type DescribeAvailabilityZonesRequest,
  type DescribeAvailabilityZonesResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { flag, texts } from "../model/fields";
import { listSubnets } from "../model/network";

const members = {
  ZoneNames: optional(texts),
  AllAvailabilityZones: optional(flag),
  Filters: refused(),
  ZoneIds: refused(),
  DryRun: refused(),
} satisfies Members<DescribeAvailabilityZonesRequest>;

export const describeAvailabilityZones = operation(
  DescribeAvailabilityZones$,
  members,
  ({ region }, { ZoneNames: names }): DescribeAvailabilityZonesResult => ({
    AvailabilityZones: listSubnets(region)
      .filter(({ zone }) => names?.includes(zone) ?? true)
      .map(({ zone }, index) => ({
        ZoneName: zone,
        ZoneId: `use1-az${index + 1}`,
        RegionName: region,
        State: "available",
        ZoneType: "availability-zone",
        OptInStatus: "opt-in-not-required",
        GroupName: region,
        NetworkBorderGroup: region,
        Messages: [],
      })),
  }),
);
