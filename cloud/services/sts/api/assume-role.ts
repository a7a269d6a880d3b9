import { AssumeRole$, GetCallerIdentity$ } from "@aws-sdk/client-sts";
import type * as sdk from "@aws-sdk/client-sts";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { integer, list, string } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import {
  createDuplicateTagsFault,
  createCannotAssumeFault,
  createNotARoleFault,
  createSessionTooLongFault,
  createInheritedTagFault,
  createTransitiveWithoutTagFault,
} from "../model/faults";

// Lengths and patterns as the API model gives them.
const arn = string({ length: { min: 20, max: 2048 } });
const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<sdk.Tag>;

const NO_CONDITIONS = {
  what: "an external id is not compared with the trust policy",
  says: "STS: an external id; the lab cloud does not weigh the conditions of trust policies",
};
const assumeRoleMembers = {
  RoleArn: required(arn),
  RoleSessionName: required(string({ length: { min: 2, max: 64 }, pattern: "[\\w+=,.@-]*" })),
  DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
  ExternalId: noted(optional(string({ length: { min: 2, max: 1224 } })), NO_CONDITIONS),
  // Policies and tags of a session are accepted, but do not limit it here.
  Policy: optional(string({ length: { min: 1 } })),
  PolicyArns: optional(list(structure({ arn: optional(arn) } satisfies Members<sdk.PolicyDescriptorType>))),
  Tags: optional(list(structure(tag), { max: 50 })),
  TransitiveTagKeys: optional(list(string({ length: { min: 1, max: 128 } }), { max: 50 })),
  SourceIdentity: refused(),
  SerialNumber: refused(),
  TokenCode: refused(),
  ProvidedContexts: refused(),
  MinimumSessionTokenSize: refused(),
} satisfies Members<sdk.AssumeRoleRequest>;

/** The assumeRoleMembers that limit a session's permissions on AWS. */
const NARROWING = ["Policy", "PolicyArns", "Tags"] as const;
const NOT_NARROWED = {
  what: "a session's policies and tags are not evaluated",
  says: "STS: a session's policies and tags; the lab cloud does not weigh them",
};
const USUAL_SECONDS = 3600;
const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/(?:[\u0021-\u007E]+\/)?[\w+=,.@-]{1,64}$/;

/**
 * Returns temporary keys of a role, if its trust policy lets the caller assume it.
 *
 * @remarks On AWS the keys expire; here the answer says an hour, but they are valid as long as the cloud has its data.
 * With `--iam off` every role's keys are returned, even those of a missing role. Conditions of trust policies, session
 * policies and tags are not evaluated.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = operationWithNotes(NOT_NARROWED)(
  AssumeRole$,
  assumeRoleMembers,
  (cloud, request, { caller, addNote }): sdk.AssumeRoleResponse => {
    const { RoleArn: role, RoleSessionName: name, DurationSeconds: seconds = USUAL_SECONDS } = request;
    if (!ROLE_ARN.test(role)) throw createNotARoleFault(role);
    const transitiveTagKeys = checkTags(request, caller.transitiveTagKeys);
    if (!cloud.iam.canAssume(role, caller)) throw createCannotAssumeFault(caller.arn, role);
    const isNarrowed = NARROWING.some((name) => request[name] !== undefined);
    if (isNarrowed) addNote(NOT_NARROWED);
    const found = cloud.iam.findByArn(role);
    if (found !== undefined && seconds > found.maxSessionSeconds) throw createSessionTooLongFault();
    const { accessKeyId, secretAccessKey, sessionToken } = cloud.iam.createKeys(
      role,
      name,
      transitiveTagKeys.length === 0 ? {} : { transitiveTagKeys },
    );
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(cloud.now() + seconds * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${cloud.iam.getId(role)}:${name}`,
        Arn: `arn:aws:sts::${cloud.account}:assumed-role/${role.slice(role.lastIndexOf("/") + 1)}/${name}`,
      },
      // Without policies and tags, AWS leaves it out (recorded by LocalStack, 2024-06-05: test_assume_role).
      ...(isNarrowed ? { PackedPolicySize: 0 } : {}),
    };
  },
);

/**
 * The keys, in lower case, of the tags that sessions assumed from the new one inherit: its own and those that it
 * inherits.
 *
 * @param inherited keys that the caller's session hands on, in lower case
 * @throws AwsFault InvalidParameterValue: two keys differ only in case, a transitive key has no tag, or a tag would
 *   replace an inherited one
 */
function checkTags(
  { Tags = [], TransitiveTagKeys = [] }: Pick<sdk.AssumeRoleRequest, "Tags" | "TransitiveTagKeys">,
  inherited: readonly string[] = [],
): readonly string[] {
  const keys = new Set(Tags.map(({ Key = "" }) => Key.toLowerCase()));
  const transitive = TransitiveTagKeys.map((key) => key.toLowerCase());
  if (keys.size < Tags.length) throw createDuplicateTagsFault();
  if (transitive.some((key) => !keys.has(key))) throw createTransitiveWithoutTagFault();
  if (inherited.some((key) => keys.has(key))) throw createInheritedTagFault();
  return [...new Set([...inherited, ...transitive])];
}

const getCallerIdentityMembers = {} satisfies Members<sdk.GetCallerIdentityRequest>;

/** The lab cloud has one account, and the cloud's keys are those of the account itself. */
export const getCallerIdentity = operation(
  GetCallerIdentity$,
  getCallerIdentityMembers,
  (_cloud, _request, { caller }): sdk.GetCallerIdentityResponse => ({
    Account: caller.account,
    Arn: caller.arn,
    UserId: caller.userId,
  }),
);
