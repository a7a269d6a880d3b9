import { maybe, text } from "../properties/shape";
import { resourceType } from "../type-definition";

/**
 * The resource that the CDK puts into every template, for its usage statistics. It creates nothing, on AWS either.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html
 */
export const cdkMetadata = resourceType({
  type: "AWS::CDK::Metadata",
  properties: { Analytics: maybe(text()) },
  replacement: [],
  attributes: [],
  create: ({ cloud }) => Promise.resolve(cloud.cloudformation.stacks.random.uuid()),
  update: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  describe: () => ({}),
});
