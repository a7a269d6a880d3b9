import { isJsonObject } from "../../../core/json-object";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import { createInvalidParameterFault, createNotEmulatedFault } from "./faults";

const isOneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

/** The attributes that a topic can be given, each with a check of its values. An empty value removes the attribute. */
const TAKEN: Readonly<Record<string, (value: string) => boolean>> = {
  DisplayName: (value) => value.length <= 100,
  KmsMasterKeyId: (value) => value.length <= 2048,
  Policy: isJsonObject,
  SignatureVersion: isOneOf("1"),
  TracingConfig: isOneOf("PassThrough"),
  FifoTopic: isOneOf("false"),
  ContentBasedDeduplication: isOneOf("false"),
};

/** Attributes that only AWS has, or that accept other values on AWS. */
const OTHERS =
  /^(?:SignatureVersion|TracingConfig|FifoTopic|ContentBasedDeduplication|DeliveryPolicy|ArchivePolicy|FifoThroughputScope|DataProtectionPolicy|(?:HTTP|Lambda|SQS|Firehose|Application)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn))$/;

/** Attributes that are stored without effect, with their notes. */
export const STORED_ONLY_ATTRIBUTES = {
  KmsMasterKeyId: createStoredNote("SNS: the encryption of a topic with a KMS key"),
  Policy: createStoredNote("SNS: the policy of a topic"),
} as const;
type StoredOnlyAttribute = (typeof STORED_ONLY_ATTRIBUTES)[keyof typeof STORED_ONLY_ATTRIBUTES];

/** Notes this for the attributes that a request sets. */
export function reportStoredOnlyAttributes(
  call: CallWithNotes<StoredOnlyAttribute>,
  attributes: Readonly<Record<string, string>>,
): void {
  const { KmsMasterKeyId, Policy } = STORED_ONLY_ATTRIBUTES;
  if (attributes["KmsMasterKeyId"]) call.addNote(KmsMasterKeyId);
  if (attributes["Policy"]) call.addNote(Policy);
}

/**
 * Checks an attribute of a topic.
 *
 * @throws AwsFault InvalidParameter; NotImplemented for attributes that the lab cloud does not have
 */
export function checkTopicAttribute(name: string, value: string): void {
  const isRight = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  if (isRight !== undefined && (value === "" || isRight(value))) return;
  if (OTHERS.test(name)) throw createNotEmulatedFault(`the value '${value}' of a topic's attribute '${name}'`);
  throw createInvalidParameterFault(
    isRight === undefined ? "AttributeName" : `Attributes Reason: ${name}: Invalid value`,
  );
}

/** The default policy of a topic: its owner may do everything. */
export const createDefaultPolicy = (arn: string, account: string): string =>
  JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });
