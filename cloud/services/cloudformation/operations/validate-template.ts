import {
  ValidateTemplate$,
  type ValidateTemplateInput,
  type ValidateTemplateOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { templateBody, templateUrl } from "../fields";
import { capabilitiesReason, neededCapabilities } from "../requests/capabilities";
import { templateOf } from "../requests/source";
import { checkTemplate } from "../template/check-template";
import { dependenciesOf, inOrder } from "../template/dependencies";
import { declaredParameters } from "../template/parameters";
import { readTemplate } from "../template/template";

const members = {
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
} satisfies Members<ValidateTemplateInput>;

export const validateTemplate = operation(
  ValidateTemplate$,
  members,
  async (cloud, request): Promise<ValidateTemplateOutput> => {
    const template = readTemplate((await templateOf(cloud, request)).value);
    const { types } = cloud.cloudformation.deployment;
    checkTemplate(template, types);
    inOrder(dependenciesOf(template.resources));
    const reason = capabilitiesReason(template, types);
    return {
      Parameters: declaredParameters(template.parameters).map(({ name, fallback, noEcho, description }) => ({
        ParameterKey: name,
        NoEcho: noEcho,
        ...(fallback === undefined ? {} : { DefaultValue: fallback }),
        ...(description === undefined ? {} : { Description: description }),
      })),
      ...(template.description === undefined ? {} : { Description: template.description }),
      ...(reason === undefined
        ? {}
        : { Capabilities: [...neededCapabilities(template, types)], CapabilitiesReason: reason }),
    };
  },
);
