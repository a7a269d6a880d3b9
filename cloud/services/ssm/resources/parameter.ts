import {
  maybe,
  needed,
  createOnlyShape,
  createRefusedField,
  createTextShape,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isSameJson } from "../../cloudformation/model/properties/json";
import { ssm } from "../service";
import { addTagsToResource, removeTagsFromResource } from "../api/tags";
import { deleteParameter, putParameter } from "../api/parameters";
import { tagChanges, tagMap } from "../../cloudformation/model/properties/api-shape";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const parameter = defineResourceType({
  type: "AWS::SSM::Parameter",
  properties: {
    Name: maybe(createTextShape()),
    Type: needed(createTextShape()),
    Value: needed(createTextShape()),
    AllowedPattern: maybe(createTextShape()),
    DataType: maybe(createOnlyShape(createTextShape(), ["text"])),
    Description: maybe(createTextShape()),
    Tags: maybe(tagMap()),
    Tier: maybe(createOnlyShape(createTextShape(), ["Standard"])),
    Policies: createRefusedField(),
  },
  replacement: ["Name", "Type"],
  named: "Name",
  maxNameLength: 1011,
  attributes: ["Type", "Value"],
  async create(context, { Name = generateName(context), Tags = {}, ...rest }) {
    const written = toList(Tags);
    await context.call(ssm, putParameter, { ...rest, Name, ...(written.length === 0 ? {} : { Tags: written }) });
    return Name;
  },
  async update(context, { id: Name, properties: before }, { Tags = {}, ...desired }) {
    const written = { ...desired, Name, Description: desired.Description ?? "" };
    const was = { ...before, Name, Description: before.Description ?? "", Tags: {} };
    if (!isSameJson(was, { ...written, Tags: {} }))
      await context.call(ssm, putParameter, { ...written, Overwrite: true });
    const target = { ResourceType: "Parameter", ResourceId: Name };
    const { set, removed } = tagChanges(toList(before.Tags ?? {}), toList(Tags));
    if (removed.length > 0) await context.call(ssm, removeTagsFromResource, { ...target, TagKeys: removed });
    if (set.length > 0) await context.call(ssm, addTagsToResource, { ...target, Tags: set });
  },
  async remove(context, { id: Name }) {
    await context.call(ssm, deleteParameter, { Name });
  },
  describe: (_ground, { properties: { Type, Value } }) => ({ Type, Value }),
});

/** AWS writes `CFN` in place of the stack's name (recorded by LocalStack, 2024-05-29, test_stack_deploy_order). */
const generateName = ({ generatedName }: { readonly generatedName: string }): string =>
  generatedName.replace(/^.*(?=-[^-]*-[^-]*$)/, "CFN");

const toList = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
