import type * as sdk from "@aws-sdk/client-cloudformation";
import type { LiveFigures } from "../../core/live-figures";
import type { OperationNames } from "../../core/members";
import { createSharedRate } from "../../core/rates";
import { createAwsQuery } from "../../protocols/aws-query";
import type { Services } from "../framework/services";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { continueUpdateRollback } from "./api/continue-update-rollback";
import { createChangeSet } from "./api/create-change-set";
import { createStack, deleteStack, describeStacks, listStacks, updateStack } from "./api/stacks";
import { describeChangeSet, executeChangeSet, listChangeSets, deleteChangeSet } from "./api/change-sets";
import {
  describeStackResource,
  describeStackResources,
  listStackResources,
  describeStackEvents,
  updateTerminationProtection,
} from "./api/stack-resources";
import { getTemplate, validateTemplate, getTemplateSummary, listExports, listImports } from "./api/templates";
import { queryViolation } from "../framework/operation";

/**
 * The status and the number of events of each stack, by the stack's id, since a name can be used again after a
 * deletion.
 */
const getLiveFigures = ({ cloudformation: { stacks } }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(stacks.listAll().map(({ id, status }) => [id, { status, events: stacks.listEvents(id).length }]));

/** AWS CloudFormation: stacks of the resource types that the lab cloud supports, from templates in YAML or JSON. Without stack sets and drift detection. */
export const cloudformation = createService({
  name: "cloudformation",
  signingName: "cloudformation",
  version: "2010-05-15",
  protocols: [createAwsQuery("http://cloudformation.amazonaws.com/doc/2010-05-15/")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: queryViolation,
  // AWS throttles CloudFormation's API, but documents no rate: an estimate, shared by all operations (LAG-011).
  rates: createSharedRate(10),
  operations: {
    ContinueUpdateRollback: continueUpdateRollback,
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    ExecuteChangeSet: executeChangeSet,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListImports: listImports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  getLiveFigures,
  messages: {
    response: (cloud, query, body) => {
      cloud.cloudformation.custom.accept(query.get("token") ?? "", body);
      return {};
    },
  },
  createViews: (cloud) => [
    {
      title: "CloudFormation stacks",
      columns: ["Stack", "Status", "Resources", "Created"],
      rows: cloud.cloudformation.stacks
        .listAll()
        .map(({ id, name, status, createdAt }) => [
          name,
          status,
          String(cloud.cloudformation.stacks.listResources(id).length),
          new Date(createdAt).toISOString(),
        ]),
    },
  ],
});
