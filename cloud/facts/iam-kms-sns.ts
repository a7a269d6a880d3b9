import type { FactGroup } from "./fact";

export const kmsAndSns: FactGroup = {
  title: "KMS and SNS",
  facts: [
    {
      id: "SVC-053",
      grade: "documented",
      says: "A key is described by its id, its ARN, an alias or the alias' ARN. Asked for an alias of AWS's, such as alias/aws/s3, KMS makes that key.",
      differs: "There is no key material: to encrypt, to decrypt and to make data keys are refused by name.",
      page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html",
    },
    {
      id: "SVC-054",
      grade: "documented",
      says: "A key waits 7 to 30 days to be deleted, and cannot be used until then; then it is gone with its aliases. One that is kept after all is disabled.",
      page: "https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html",
    },
    {
      id: "SVC-055",
      grade: "documented",
      says: "Kinesis, S3, Firehose, Logs and Lambda (for the variables of a function) refuse a key that is not there, is disabled or waits to be deleted.",
      differs:
        "A key is a label: what is said to be encrypted with it lies as everything else does, and policies of keys are not weighed. Queues and what services write into buckets by themselves do not look whether the key is there.",
      page: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html",
    },
    {
      id: "SVC-056",
      grade: "documented",
      says: "A topic delivers to a queue in an envelope of JSON, or raw, with the message's attributes as those of the queue's message.",
      differs:
        "Nothing is signed: the signature and the address of its certificate are none. A message is delivered before Publish answers. What a queue or a function refuses is logged and not tried again; AWS, too, tries again only where its own service fails, which none does here. Policies of queues, of functions and of topics are not weighed.",
      page: "https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html",
    },
    {
      id: "SVC-057",
      grade: "documented",
      says: "A topic calls a function as an event with one record. A message of the structure json has a text for each protocol, and a default.",
      page: "https://docs.aws.amazon.com/sns/latest/dg/sns-lambda-as-subscriber.html",
    },
    {
      id: "SVC-058",
      grade: "documented",
      says: "Addresses of mail, web servers and telephones are pending until somebody confirms them.",
      differs: "They stay so: nothing leaves the lab cloud. AWS takes telephones without being asked.",
      page: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
    },
    {
      id: "SVC-059",
      grade: "measured",
      says: "An alarm that changes its state publishes it to its topics, with what triggered it: a whole Threshold as 3.0, a TreatMissingData that the alarm does not have as an empty text.",
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
      says: "A managed policy has five versions at most, of which one counts; the number of a deleted one is not given again. It cannot be deleted while it is attached, or has more than one version.",
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html",
      differs:
        "No policy is weighed. AWS's own policies are names alone: any can be attached, and none is listed or described.",
    },
  ],
};
