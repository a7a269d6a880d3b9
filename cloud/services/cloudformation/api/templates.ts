import {
  ListExports$,
  ListImports$,
  GetTemplate$,
  ValidateTemplate$,
  GetTemplateSummary$,
} from "@aws-sdk/client-cloudformation";
import type * as sdk from "@aws-sdk/client-cloudformation";
import { optional, type Members, required, noted, refused } from "../../../core/members";
import { operation } from "../../framework/operation";
import { nextToken, changeSetNameOrId, anyStackName, templateBody, templateUrl } from "../model/fields";
import { createPage } from "./page";
import { string, oneOf } from "../../../core/rules";
import { listImporters } from "../model/deployment/outputs";
import { createInvalidRequestFault } from "../model/faults";
import { explainCapabilities, listNeededCapabilities } from "./requests/new-stack";
import { loadTemplate } from "./requests/source";
import { checkTemplate } from "../model/template/check-template";
import { sortAsJavaMap } from "../model/template/java-order";
import { findDependencies, sortByDependencies } from "../model/template/dependencies";
import { parseParameters, type ParameterDeclaration } from "../model/template/parameters";
import { readTemplate, type Template } from "../model/template/template";
import { requireChangeSet } from "./requests/update";

const ORIGINAL = {
  what: "`TemplateStage`: a template is returned as it was sent",
  says: "CloudFormation: TemplateStage; the lab cloud returns each template as it was sent",
};
const getTemplateMembers = {
  StackName: optional(anyStackName),
  ChangeSetName: optional(changeSetNameOrId),
  TemplateStage: noted(optional(oneOf(["Original", "Processed"])), ORIGINAL),
} satisfies Members<sdk.GetTemplateInput>;

/** The template as it was given; without macros, the processed template is the same. */
export const getTemplate = operation(
  GetTemplate$,
  getTemplateMembers,
  (cloud, { StackName: name, ChangeSetName: changeSet }): sdk.GetTemplateOutput => {
    const { stacks } = cloud.cloudformation;
    if (name === undefined && changeSet === undefined)
      throw createInvalidRequestFault("StackName is required if ChangeSetName is not specified.");
    if (name === undefined && changeSet?.startsWith("arn:") === false)
      throw createInvalidRequestFault("StackName is a required parameter.");
    const { source } =
      changeSet === undefined ? stacks.requireStack(name ?? "") : requireChangeSet(stacks, changeSet, name);
    return { TemplateBody: source.template.text, StagesAvailable: ["Original", "Processed"] };
  },
);

const validateTemplateMembers = {
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
} satisfies Members<sdk.ValidateTemplateInput>;

export const validateTemplate = operation(
  ValidateTemplate$,
  validateTemplateMembers,
  async (cloud, request): Promise<sdk.ValidateTemplateOutput> => {
    const template = readTemplate((await loadTemplate(cloud, request)).value);
    const { types } = cloud.cloudformation.deployment;
    checkTemplate(template, types);
    sortByDependencies(findDependencies(template.resources));
    const reason = explainCapabilities(template, types);
    return {
      Parameters: sortAsJavaMap(parseParameters(template.parameters), ({ name }) => name).map(
        ({ name, fallback, noEcho, description }) => ({
          ParameterKey: name,
          NoEcho: noEcho,
          ...(fallback === undefined ? {} : { DefaultValue: fallback }),
          ...(description === undefined ? {} : { Description: description }),
        }),
      ),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(reason === undefined
        ? {}
        : { Capabilities: [...listNeededCapabilities(template, types)], CapabilitiesReason: reason }),
    };
  },
);

const members = {
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
  StackName: optional(anyStackName),
  StackSetName: refused(),
  CallAs: refused(),
  TemplateSummaryConfig: refused(),
} satisfies Members<sdk.GetTemplateSummaryInput>;

export const getTemplateSummary = operation(
  GetTemplateSummary$,
  members,
  async (cloud, request): Promise<sdk.GetTemplateSummaryOutput> => {
    const stack =
      request.StackName === undefined ? undefined : cloud.cloudformation.stacks.requireStack(request.StackName);
    if (stack?.status === "REVIEW_IN_PROGRESS")
      throw createInvalidRequestFault("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
    const template = readTemplate((stack?.source.template ?? (await loadTemplate(cloud, request))).value);
    const { types } = cloud.cloudformation.deployment;
    const reason = explainCapabilities(template, types);
    const resourceTypes = [...new Set(Object.values(template.resources).map(({ type }) => type))];
    return {
      Parameters: sortAsJavaMap(parseParameters(template.parameters), ({ name }) => name).map(describeItem),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(reason === undefined
        ? {}
        : { Capabilities: [...listNeededCapabilities(template, types)], CapabilitiesReason: reason }),
      ResourceTypes: resourceTypes,
      Version: template.version ?? "2010-09-09",
      ...(template.metadata === undefined ? {} : { Metadata: JSON.stringify(template.metadata) }),
      ...(template.transforms.length === 0 ? {} : { DeclaredTransforms: [...template.transforms] }),
      ResourceIdentifierSummaries: resourceTypes.map((type) => describeIdentifiers(template, type)),
    };
  },
);

/**
 * The properties that identify a resource, as in the schemas of AWS's registry (from cfn-lint 1.58.0), where a template
 * can give them. AWS names none for a topic, whose identifier is its ARN (recorded by LocalStack, 2023-05-24);
 * that this holds for all such types is a guess.
 */
const IDENTIFIERS: Readonly<Record<string, readonly string[]>> = {
  "AWS::Athena::WorkGroup": ["Name"],
  "AWS::CloudWatch::Alarm": ["AlarmName"],
  "AWS::CloudWatch::Dashboard": ["DashboardName"],
  "AWS::ECR::Repository": ["RepositoryName"],
  "AWS::Glue::Database": ["DatabaseName"],
  "AWS::Glue::Table": ["CatalogId", "DatabaseName", "Name"],
  "AWS::IAM::InstanceProfile": ["InstanceProfileName"],
  "AWS::IAM::Role": ["RoleName"],
  "AWS::KMS::Alias": ["AliasName"],
  "AWS::Kinesis::Stream": ["Name"],
  "AWS::KinesisAnalyticsV2::Application": ["ApplicationName"],
  "AWS::KinesisFirehose::DeliveryStream": ["DeliveryStreamName"],
  "AWS::Lambda::EventInvokeConfig": ["FunctionName", "Qualifier"],
  "AWS::Lambda::Function": ["FunctionName"],
  "AWS::Logs::LogGroup": ["LogGroupName"],
  "AWS::Logs::LogStream": ["LogGroupName", "LogStreamName"],
  "AWS::Logs::MetricFilter": ["LogGroupName", "FilterName"],
  "AWS::Logs::SubscriptionFilter": ["FilterName", "LogGroupName"],
  "AWS::S3::Bucket": ["BucketName"],
  "AWS::S3::BucketPolicy": ["Bucket"],
  "AWS::SSM::Parameter": ["Name"],
};

function describeIdentifiers({ resources }: Template, type: string): sdk.ResourceIdentifierSummary {
  const names = Object.keys(resources).filter((name) => resources[name]?.type === type);
  const identifiers = IDENTIFIERS[type];
  return {
    ResourceType: type,
    LogicalResourceIds: names,
    ...(identifiers === undefined ? {} : { ResourceIdentifiers: [...identifiers] }),
  };
}

const describeItem = ({
  name,
  type,
  fallback,
  noEcho,
  description,
  allowed,
}: ParameterDeclaration): NonNullable<sdk.GetTemplateSummaryOutput["Parameters"]>[number] => ({
  ParameterKey: name,
  ParameterType: type.name,
  NoEcho: noEcho,
  ...(fallback === undefined ? {} : { DefaultValue: fallback }),
  ...(description === undefined ? {} : { Description: description }),
  ParameterConstraints: allowed === undefined ? {} : { AllowedValues: [...allowed] },
});

const listExportsMembers = { NextToken: optional(nextToken) } satisfies Members<sdk.ListExportsInput>;

export const listExports = operation(
  ListExports$,
  listExportsMembers,
  (cloud, { NextToken: token }): sdk.ListExportsOutput => {
    const exported = cloud.cloudformation.stacks
      .listAll()
      .filter(({ status }) => status !== "DELETE_COMPLETE")
      .flatMap(({ id, outputs }) =>
        outputs.flatMap(({ exportName, value }) =>
          exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
        ),
      );
    const { items, ...page } = createPage(exported, token);
    return { Exports: items, ...page };
  },
);

const listImportsMembers = {
  ExportName: required(string({ length: { min: 1 } })),
  NextToken: optional(nextToken),
} satisfies Members<sdk.ListImportsInput>;

/** The stacks that import an export; an export that none imports is an error, as on AWS. */
export const listImports = operation(
  ListImports$,
  listImportsMembers,
  (cloud, { ExportName: name, NextToken: token }): sdk.ListImportsOutput => {
    const importers = listImporters(cloud.cloudformation.deployment, name);
    if (importers.length === 0) throw createInvalidRequestFault(`Export '${name}' is not imported by any stack.`);
    const { items, ...page } = createPage(importers, token);
    return { Imports: items, ...page };
  },
);
