import { GetTemplate$, type GetTemplateInput, type GetTemplateOutput } from "@aws-sdk/client-cloudformation";
import { noted, optional, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { operation } from "../../operation";
import { createInvalidRequestFault } from "../faults";
import { changeSetNameOrId, anyStackName } from "../fields";
import { requireChangeSet } from "../requests/change-set";

const AS_GIVEN = {
  what: "`TemplateStage`: a template is returned as it was sent",
  says: "CloudFormation: TemplateStage; the lab cloud returns each template as it was sent",
};
const members = {
  StackName: optional(anyStackName),
  ChangeSetName: optional(changeSetNameOrId),
  TemplateStage: noted(optional(oneOf(["Original", "Processed"])), AS_GIVEN),
} satisfies Members<GetTemplateInput>;

/** The template as it was given; without macros, the processed template is the same. */
export const getTemplate = operation(
  GetTemplate$,
  members,
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
