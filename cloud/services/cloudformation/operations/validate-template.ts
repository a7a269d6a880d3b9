import {
  ValidateTemplate$,
  type ValidateTemplateInput,
  type ValidateTemplateOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { templateBody, templateUrl } from "../fields";
import { explainCapabilities, listNeededCapabilities } from "../requests/capabilities";
import { loadTemplate } from "../requests/source";
import { checkTemplate } from "../template/check-template";
import { findDependencies, sortByDependencies } from "../template/dependencies";
import { parseParameters } from "../template/parameters";
import { readTemplate } from "../template/template";

const members = {
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
} satisfies Members<ValidateTemplateInput>;

export const validateTemplate = operation(
  ValidateTemplate$,
  members,
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
