import { CreatePolicy$, type CreatePolicyRequest, type CreatePolicyResponse } from "@aws-sdk/client-iam";
import { optional, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { createPolicyExistsFault } from "../faults";
import { description, policyDocument, policyName, policyPath, tags } from "../fields";
import { describeCreated } from "../policies";
import { checkManagedPolicy } from "../policy-document";

const members = {
  PolicyName: required(policyName),
  Path: optional(policyPath),
  PolicyDocument: required(policyDocument),
  Description: optional(description),
  Tags: optional(tags),
} satisfies Members<CreatePolicyRequest>;

/** @remarks Stored and described, but not evaluated, like all policies of the lab cloud. */
export const createPolicy = createStoredOnly(
  "IAM: what a policy allows",
  operation(CreatePolicy$, members, (cloud, request): CreatePolicyResponse => {
    const { policies } = cloud.iam;
    const { PolicyName: name, Path: path = "/", PolicyDocument: document, Tags: given = [] } = request;
    checkManagedPolicy(document);
    // Names are unique whatever the paths.
    if (policies.listAll().some((policy) => policy.name === name)) throw createPolicyExistsFault(name);
    const at = cloud.now();
    const policy = {
      name,
      path,
      id: policies.createId(),
      arn: `arn:aws:iam::${cloud.account}:policy${path}${name}`,
      createdAt: at,
      updatedAt: at,
      description: request.Description,
      tags: given.map(({ Key, Value }) => ({ key: Key, value: Value })),
      versions: [{ id: "v1", document, createdAt: at }],
      defaultVersion: "v1",
      nextVersion: 2,
    };
    policies.save(policy);
    return { Policy: describeCreated(policy, 0) };
  }),
);
