import {
  GetTemplate$,
  ValidateTemplate$,
  type GetTemplateInput,
  type GetTemplateOutput,
  type ValidateTemplateInput,
  type ValidateTemplateOutput,
} from "@aws-sdk/client-cloudformation";
import { noted, optional, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidRequestFault } from "../model/faults";
import { changeSetNameOrId, anyStackName, templateBody, templateUrl } from "../model/fields";
import { explainCapabilities, listNeededCapabilities } from "./requests/capabilities";
import { loadTemplate } from "./requests/source";
import { checkTemplate } from "../model/template/check-template";
import { findDependencies, sortByDependencies } from "../model/template/dependencies";
import { parseParameters } from "../model/template/parameters";
import { readTemplate } from "../model/template/template";
import { requireChangeSet } from "./requests/update";

const ORIGINAL = {
  what: "`TemplateStage`: a template is returned as it was sent",
  says: "CloudFormation: TemplateStage; the lab cloud returns each template as it was sent",
};
const getTemplateMembers = {
  StackName: optional(anyStackName),
  ChangeSetName: optional(changeSetNameOrId),
  TemplateStage: noted(optional(oneOf(["Original", "Processed"])), ORIGINAL),
} satisfies Members<GetTemplateInput>;

/** The template as it was given; without macros, the processed template is the same. */
export const getTemplate = operation(
  GetTemplate$,
  getTemplateMembers,
  (cloud, { StackName: name, ChangeSetName: changeSet }): GetTemplateOutput => {
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
} satisfies Members<ValidateTemplateInput>;

export const validateTemplate = operation(
  ValidateTemplate$,
  validateTemplateMembers,
  async (cloud, request): Promise<ValidateTemplateOutput> => {
    const template = readTemplate((await loadTemplate(cloud, request)).value);
    const { types } = cloud.cloudformation.deployment;
    checkTemplate(template, types);
    sortByDependencies(findDependencies(template.resources));
    const reason = explainCapabilities(template, types);
    return {
      Parameters: parseParameters(template.parameters).map(({ name, fallback, noEcho, description }) => ({
        ParameterKey: name,
        NoEcho: noEcho,
        ...(fallback === undefined ? {} : { DefaultValue: fallback }),
        ...(description === undefined ? {} : { Description: description }),
      })),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(reason === undefined
        ? {}
        : { Capabilities: [...listNeededCapabilities(template, types)], CapabilitiesReason: reason }),
    };
  },
);
