import type * as sdk from "@aws-sdk/client-ec2";
import type { OperationNames } from "../../core/members";
import { createEc2Query } from "../../protocols/ec2-query";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidParameterFault } from "./model/faults";
import {
  authorizeSecurityGroupIngress,
  revokeSecurityGroupIngress,
  authorizeSecurityGroupEgress,
  revokeSecurityGroupEgress,
  createSecurityGroup,
  deleteSecurityGroup,
  describeSecurityGroups,
} from "./api/security-groups";
import { createTags, deleteTags } from "./api/tags";
import { describeAvailabilityZones, describeSubnets, describeVpcs } from "./api/networks";
import { describeImages } from "./api/describe-images";
import { describeInstances, describeInstanceStatus } from "./api/describe-instances";
import {
  getConsoleOutput,
  modifyInstanceAttribute,
  startInstances,
  stopInstances,
  rebootInstances,
  terminateInstances,
} from "./api/instance-changes";
import { runInstances } from "./api/run-instances";

/** Amazon EC2: instances whose user data really runs, and security groups. */
export const ec2 = createService({
  name: "ec2",
  signingName: "ec2",
  version: "2016-11-15",
  protocols: [createEc2Query("http://ec2.amazonaws.com/doc/2016-11-15/")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: ([first]) =>
    createInvalidParameterFault(
      `Value${first?.value ?? ""} for parameter ${first?.path ?? ""} is invalid. It must ${first?.must ?? ""}.`,
    ),
  operations: {
    AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
    CreateSecurityGroup: createSecurityGroup,
    CreateTags: createTags,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteTags: deleteTags,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeImages: describeImages,
    DescribeInstanceStatus: describeInstanceStatus,
    DescribeInstances: describeInstances,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeVpcs: describeVpcs,
    GetConsoleOutput: getConsoleOutput,
    ModifyInstanceAttribute: modifyInstanceAttribute,
    RebootInstances: rebootInstances,
    RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
    RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
    RunInstances: runInstances,
    StartInstances: startInstances,
    StopInstances: stopInstances,
    TerminateInstances: terminateInstances,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews: (cloud) => [
    {
      title: "EC2 instances",
      columns: ["Instance", "Type", "State", "Launched"],
      rows: cloud.ec2.instances
        .listAll()
        .map(({ id, type, state, launchedAt }) => [id, type, state, new Date(launchedAt).toISOString()]),
    },
  ],
});
