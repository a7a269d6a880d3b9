import type { FactGroup } from "./fact";

export const kmsAndSns: FactGroup = {
  title: "KMS and SNS",
  facts: [
    {
      id: "SVC-053",
      grade: "documented",
      says: "A key can be described by its ID, its ARN, an alias or the alias's ARN. For an alias of AWS, such as alias/aws/s3, KMS creates the key when it's first asked for.",
      differs: "There is no key material: Encrypt, Decrypt and GenerateDataKey are rejected as not supported.",
      page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html",
    },
    {
      id: "SVC-054",
      grade: "documented",
      says: "A key is deleted after 7 to 30 days, and can't be used until then. Its aliases go with it. If deletion is canceled, the key is disabled.",
      page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html",
    },
    {
      id: "SVC-055",
      grade: "documented",
      says: "Kinesis, S3, Firehose, Logs and Lambda (for a function's environment variables) reject a key that doesn't exist, is disabled or is pending deletion.",
      differs:
        "A key is a label: data with that label is stored like all other data, and key policies are not evaluated. Queues, and services that write to buckets, don't check whether the key exists.",
      page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html",
    },
    {
      id: "SVC-056",
      grade: "documented",
      says: "A topic delivers to a queue in an envelope of JSON, or raw, with the message's attributes as those of the queue's message.",
      differs:
        "Nothing is signed: the signature and the address of its certificate are placeholders. A message is delivered before Publish responds. If a queue or a function rejects it, that is logged and not retried; AWS also retries only if its own service fails, which doesn't happen here. Policies of queues, functions and topics are not evaluated.",
      page: "https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html",
    },
    {
      id: "SVC-057",
      grade: "documented",
      says: "A topic invokes a function asynchronously, with one record. A message with the structure json has a string for each protocol, and a default.",
      page: "https://docs.aws.amazon.com/sns/latest/dg/sns-lambda-as-subscriber.html",
    },
    {
      id: "SVC-058",
      grade: "documented",
      says: "Subscriptions of email addresses, web servers and phones are pending until they are confirmed.",
      differs: "They stay pending: nothing leaves the lab cloud. On AWS, phones need no confirmation.",
      page: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
    },
    {
      id: "SVC-059",
      grade: "measured",
      says: "When an alarm's state changes, it publishes to its topics what triggered it. A whole-number Threshold appears as 3.0, and a TreatMissingData that wasn't set as an empty string.",
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    },
  ],
};

export const iam: FactGroup = {
  title: "IAM",
  facts: [
    {
      id: "SVC-052",
      grade: "documented",
      says: "A managed policy has at most five versions, one of which is the default. The number of a deleted version isn't reused. A policy can't be deleted while it is attached, or has more than one version.",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
      differs:
        "No policy is evaluated. AWS managed policies are only names: any can be attached, and none is listed or described.",
    },
  ],
};
