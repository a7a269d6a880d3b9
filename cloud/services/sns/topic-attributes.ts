import { kept, type TellingCall } from "../../core/notes";
import { invalidParameter, notEmulated } from "./faults";

const isJson = (text: string): boolean => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
};
const isOneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

/** What a topic can be given, and to which values. An empty text takes it away. */
const TAKEN: Readonly<Record<string, (value: string) => boolean>> = {
  DisplayName: (value) => value.length <= 100,
  KmsMasterKeyId: (value) => value.length <= 2048,
  Policy: isJson,
  SignatureVersion: isOneOf("1"),
  TracingConfig: isOneOf("PassThrough"),
  FifoTopic: isOneOf("false"),
  ContentBasedDeduplication: isOneOf("false"),
};

/** What AWS has beside these, or takes in other values. */
const OTHERS =
  /^(?:SignatureVersion|TracingConfig|FifoTopic|ContentBasedDeduplication|DeliveryPolicy|ArchivePolicy|FifoThroughputScope|DataProtectionPolicy|(?:HTTP|Lambda|SQS|Firehose|Application)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn))$/;

/** What nothing acts upon, by attribute. */
export const KEPT_ATTRIBUTES = {
  KmsMasterKeyId: kept("SNS: the encryption of a topic by a key of KMS"),
  Policy: kept("SNS: the policy of a topic"),
} as const;
type KeptAttribute = (typeof KEPT_ATTRIBUTES)[keyof typeof KEPT_ATTRIBUTES];

/** Says so of the attributes that a request sets. */
export function tellKeptAttributes(
  call: TellingCall<KeptAttribute>,
  attributes: Readonly<Record<string, string>>,
): void {
  const { KmsMasterKeyId, Policy } = KEPT_ATTRIBUTES;
  if (attributes["KmsMasterKeyId"]) call.tell(KmsMasterKeyId);
  if (attributes["Policy"]) call.tell(Policy);
}

/**
 * Checks an attribute of a topic.
 *
 * @throws AwsFault InvalidParameter; NotImplemented for what the lab cloud does not have
 */
export function checkTopicAttribute(name: string, value: string): void {
  const isRight = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  if (isRight !== undefined && (value === "" || isRight(value))) return;
  if (OTHERS.test(name)) throw notEmulated(`the value '${value}' of a topic's attribute '${name}'`);
  throw invalidParameter(isRight === undefined ? "AttributeName" : `Attributes Reason: ${name}: Invalid value`);
}

/** The policy of a topic that is given none: its owner may do everything. */
export const usualPolicy = (arn: string, account: string): string =>
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
