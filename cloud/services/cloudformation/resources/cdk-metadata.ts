import { maybe, createTextShape } from "../model/properties/shape";
import { defineResourceType } from "./type-definition";

/**
 * The resource that the CDK puts into every template, for its usage statistics. It creates nothing, on AWS either.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html
 */
export const cdkMetadata = defineResourceType({
  type: "AWS::CDK::Metadata",
  properties: { Analytics: maybe(createTextShape()) },
  replacement: [],
  attributes: [],
  create: ({ cloud }) => Promise.resolve(cloud.cloudformation.stacks.random.drawUuid()),
  update: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  describe: () => ({}),
});
