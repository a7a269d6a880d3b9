import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { addPermission, removePermission } from "../api/permissions";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permission = defineResourceType({
  type: "AWS::Lambda::Permission",
  properties: {
    Action: needed(createTextShape()),
    FunctionName: needed(createTextShape()),
    Principal: needed(createTextShape()),
    SourceAccount: maybe(createTextShape()),
    SourceArn: maybe(createTextShape()),
    EventSourceToken: createRefusedField(),
    FunctionUrlAuthType: createRefusedField(),
    InvokedViaFunctionUrl: createRefusedField(),
    PrincipalOrgID: createRefusedField(),
  },
  replacement: [],
  attributes: ["Id"],
  async create(context, properties) {
    await context.call(lambda, addPermission, { ...properties, StatementId: context.generatedName });
    return context.generatedName;
  },
  async remove(context, { id: StatementId, properties: { FunctionName } }) {
    await context.call(lambda, removePermission, { FunctionName, StatementId });
  },
  describe: (_ground, { id }) => ({ Id: id }),
});
