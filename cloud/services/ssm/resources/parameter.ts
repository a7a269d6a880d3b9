import { maybe, needed, only, refusedProperty, text } from "../../cloudformation/properties/shape";
import { tagChanges, tagMap } from "../../cloudformation/properties/tags";
import { resourceType } from "../../cloudformation/type-definition";
import { sameJson } from "../../cloudformation/template/json";
import { ssm } from "../index";
import { addTagsToResource } from "../operations/add-tags-to-resource";
import { deleteParameter } from "../operations/delete-parameter";
import { putParameter } from "../operations/put-parameter";
import { removeTagsFromResource } from "../operations/remove-tags-from-resource";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const parameter = resourceType({
  type: "AWS::SSM::Parameter",
  properties: {
    Name: maybe(text()),
    Type: needed(text()),
    Value: needed(text()),
    AllowedPattern: maybe(text()),
    DataType: maybe(only(text(), ["text"])),
    Description: maybe(text()),
    Tags: maybe(tagMap()),
    Tier: maybe(only(text(), ["Standard"])),
    Policies: refusedProperty(),
  },
  replacement: ["Name", "Type"],
  named: "Name",
  longestName: 1011,
  attributes: ["Type", "Value"],
  async create(context, { Name = context.generatedName, Tags = {}, ...rest }) {
    const written = listed(Tags);
    await context.call(ssm, putParameter, { ...rest, Name, ...(written.length === 0 ? {} : { Tags: written }) });
    return Name;
  },
  async update(context, { id: Name, properties: before }, { Tags = {}, ...wanted }) {
    const written = { ...wanted, Name, Description: wanted.Description ?? "" };
    const was = { ...before, Name, Description: before.Description ?? "", Tags: {} };
    if (!sameJson(was, { ...written, Tags: {} }))
      await context.call(ssm, putParameter, { ...written, Overwrite: true });
    const place = { ResourceType: "Parameter", ResourceId: Name };
    const { set, gone } = tagChanges(listed(before.Tags ?? {}), listed(Tags));
    if (gone.length > 0) await context.call(ssm, removeTagsFromResource, { ...place, TagKeys: gone });
    if (set.length > 0) await context.call(ssm, addTagsToResource, { ...place, Tags: set });
  },
  async remove(context, { id: Name }) {
    await context.call(ssm, deleteParameter, { Name });
  },
  describe: (_ground, { properties: { Type, Value } }) => ({ Type, Value }),
});

const listed = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
