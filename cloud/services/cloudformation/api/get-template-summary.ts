import {
  GetTemplateSummary$,
  type GetTemplateSummaryInput,
  type GetTemplateSummaryOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createInvalidRequestFault } from "../model/faults";
import { anyStackName, templateBody, templateUrl } from "../model/fields";
import { explainCapabilities, listNeededCapabilities } from "./requests/capabilities";
import { loadTemplate } from "./requests/source";
import { parseParameters, type ParameterDeclaration } from "../model/template/parameters";
import { readTemplate } from "../model/template/template";

const members = {
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
  StackName: optional(anyStackName),
  StackSetName: refused(),
  CallAs: refused(),
  TemplateSummaryConfig: refused(),
} satisfies Members<GetTemplateSummaryInput>;

export const getTemplateSummary = operation(
  GetTemplateSummary$,
  members,
  async (cloud, request): Promise<GetTemplateSummaryOutput> => {
    const stack =
      request.StackName === undefined ? undefined : cloud.cloudformation.stacks.requireStack(request.StackName);
    if (stack?.status === "REVIEW_IN_PROGRESS")
      throw createInvalidRequestFault("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
    const template = readTemplate((stack?.source.template ?? (await loadTemplate(cloud, request))).value);
    const { types } = cloud.cloudformation.deployment;
    const reason = explainCapabilities(template, types);
    const resourceTypes = [...new Set(Object.values(template.resources).map(({ type }) => type))];
    return {
      Parameters: parseParameters(template.parameters).map(describeItem),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(reason === undefined
        ? {}
        : { Capabilities: [...listNeededCapabilities(template, types)], CapabilitiesReason: reason }),
      ResourceTypes: resourceTypes,
      ...(template.version === undefined ? {} : { Version: template.version }),
      ...(template.metadata === undefined ? {} : { Metadata: JSON.stringify(template.metadata) }),
      DeclaredTransforms: [...template.transforms],
      ResourceIdentifierSummaries: [],
    };
  },
);

const describeItem = ({
  name,
  type,
  fallback,
  noEcho,
  description,
  allowed,
}: ParameterDeclaration): NonNullable<GetTemplateSummaryOutput["Parameters"]>[number] => ({
  ParameterKey: name,
  ParameterType: type.name,
  NoEcho: noEcho,
  ...(fallback === undefined ? {} : { DefaultValue: fallback }),
  ...(description === undefined ? {} : { Description: description }),
  ParameterConstraints: allowed === undefined ? {} : { AllowedValues: [...allowed] },
});
