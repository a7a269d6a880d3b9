import type { FactGroup } from "./fact";

export const cloudformation: FactGroup = {
  title: "CloudFormation",
  facts: [
    {
      id: "SVC-013",
      grade: "documented",
      says: "A stack's id is an ARN with its name and a UUID; a stack in ROLLBACK_COMPLETE can only be deleted.",
    },
    {
      id: "SVC-014",
      grade: "measured",
      says: "A stack's events come newest first: the stack begins, each resource begins, is initiated with its id, and completes, then the stack does. A change set adds REVIEW_IN_PROGRESS before.",
      differs: "A resource begins and is initiated in the same instant; on AWS seconds lie between.",
    },
    {
      id: "SVC-015",
      grade: "measured",
      says: "A resource that cannot be created says why, those created at the same time are canceled, and the stack is rolled back or says which could not be deleted.",
      differs: "AWS's words for the rollback and the canceled ones are remembered, not recorded.",
    },
    {
      id: "SVC-016",
      grade: "measured",
      says: "A bucket that holds objects is not deleted: its resource says so in S3's words, with service, status, request and handler's code.",
    },
    {
      id: "SVC-017",
      grade: "measured",
      says: "What is wrong with a request or a template is said in fixed words, broken JSON and YAML with line and column; a body has up to 51,200 bytes.",
    },
    {
      id: "SVC-018",
      grade: "measured",
      says: "A stack's name begins with a letter, holds letters, digits and hyphens, and has up to 128 characters.",
    },
    {
      id: "SVC-019",
      grade: "documented",
      says: "Ref and GetAtt give each type's own values: a queue's Ref is its URL, a stream's its name.",
    },
    {
      id: "SVC-020",
      grade: "documented",
      says: "Names are generated from stack and logical id. Functions, conditions, mappings, pseudo parameters and secrets work as the guide says.",
      differs:
        "Functions that need a macro are refused, and so are snapshots, macros, hooks, nested stacks, stack policies and functions of rules that ask for resources.",
    },
    {
      id: "SVC-021",
      grade: "measured",
      says: "Firehose's own messages are the reasons for which a delivery stream's resource fails.",
    },
  ],
};
