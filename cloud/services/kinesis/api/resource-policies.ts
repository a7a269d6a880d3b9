import { isJsonObject } from "../../../core/json-object";
import {
  DeleteResourcePolicy$,
  GetResourcePolicy$,
  PutResourcePolicy$,
  type DeleteResourcePolicyInput,
  type GetResourcePolicyInput,
  type GetResourcePolicyOutput,
  type PutResourcePolicyInput,
} from "@aws-sdk/client-kinesis";
import { ValueNotEmulated } from "../../../core/faults";
import { refused, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import type { Services } from "../../framework/services";
import { createBadPolicyFault, createNoPolicyFault } from "../model/faults";
import { streamArn } from "../model/fields";
import type { Stream } from "../model/stream";

const resourceMembers = {
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<GetResourcePolicyInput> & Members<DeleteResourcePolicyInput>;

/** What GetResourcePolicy answers for a stream without a policy (recorded on AWS). */
const NO_POLICY = "{}";

const putResourcePolicyMembers = {
  ...resourceMembers,
  Policy: required(string()),
} satisfies Members<PutResourcePolicyInput>;

/**
 * Stores a stream's policy, or replaces it.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html
 */
export const putResourcePolicy = createStoredOnly(
  "Kinesis: the resource policy of a stream",
  operation(PutResourcePolicy$, putResourcePolicyMembers, (cloud, request): void => {
    const stream = requireOwner(cloud, request.ResourceARN);
    if (!isJsonObject(request.Policy)) throw createBadPolicyFault();
    cloud.kinesis.change(stream, { policy: request.Policy });
  }),
);

export const getResourcePolicy = operation(
  GetResourcePolicy$,
  resourceMembers,
  (cloud, request): GetResourcePolicyOutput => ({
    Policy: requireOwner(cloud, request.ResourceARN).stored.policy ?? NO_POLICY,
  }),
);

export const deleteResourcePolicy = operation(DeleteResourcePolicy$, resourceMembers, (cloud, request): void => {
  const stream = requireOwner(cloud, request.ResourceARN);
  if (stream.stored.policy === undefined) throw createNoPolicyFault(stream);
  cloud.kinesis.change(stream, { policy: undefined });
});

/** The stream of a policy. @throws AwsFault for a missing stream, and for a consumer, whose policies are not emulated */
function requireOwner({ kinesis }: Services, arn: string): Stream {
  if (arn.includes("/consumer/")) throw new ValueNotEmulated(arn, ["ResourceARN"]);
  return kinesis.requireReadable({ StreamARN: arn });
}
