import type { Case, CaseService, PlainValue } from "../case";

const call = (
  [service, operation]: readonly [CaseService, string],
  input: PlainValue,
  rest: Omit<Case, "service" | "operation" | "input">,
): Case => ({ service, operation, input, ...rest });
const RoleName = "delivery";
const AssumeRolePolicyDocument = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** Cases with the caller's identity, and a role. */
export const identityCases: readonly Case[] = [
  call(
    ["sts", "GetCallerIdentity"],
    {},
    { says: "learn who they are", output: { Account: "000000000000", Arn: "arn:aws:iam::000000000000:root" } },
  ),
  call(
    ["iam", "GetRole"],
    { RoleName },
    {
      says: "do not find a role that is not there",
      fault: { code: ["NoSuchEntity", "NoSuchEntityException"], message: /delivery cannot be found/, status: 404 },
    },
  ),
  call(
    ["iam", "CreateRole"],
    { RoleName, AssumeRolePolicyDocument: "{" },
    {
      says: "cannot create a role with a broken policy",
      fault: { code: ["MalformedPolicyDocument", "MalformedPolicyDocumentException"], status: 400 },
    },
  ),
  call(
    ["iam", "CreateRole"],
    { RoleName, AssumeRolePolicyDocument },
    { says: "create a role", output: { "Role.Arn": "arn:aws:iam::000000000000:role/delivery" } },
  ),
  call(
    ["iam", "CreateRole"],
    { RoleName, AssumeRolePolicyDocument },
    {
      says: "cannot create it twice",
      fault: { code: ["EntityAlreadyExists", "EntityAlreadyExistsException"], status: 409 },
    },
  ),
  call(["iam", "GetRole"], { RoleName }, { says: "get it", output: { "Role.RoleName": RoleName, "Role.Path": "/" } }),
  call(["iam", "DeleteRole"], { RoleName }, { says: "delete it" }),
];
