import { maybe, needed, refusedProperty, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { lambda } from "../index";
import { addPermission } from "../operations/add-permission";
import { removePermission } from "../operations/remove-permission";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permission = resourceType({
  type: "AWS::Lambda::Permission",
  properties: {
    Action: needed(text()),
    FunctionName: needed(text()),
    Principal: needed(text()),
    SourceAccount: maybe(text()),
    SourceArn: maybe(text()),
    EventSourceToken: refusedProperty(),
    FunctionUrlAuthType: refusedProperty(),
    InvokedViaFunctionUrl: refusedProperty(),
    PrincipalOrgID: refusedProperty(),
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
