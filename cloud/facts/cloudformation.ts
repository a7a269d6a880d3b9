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
      says: "Events are listed newest first. The stack begins, each resource begins, gets its ID and completes, and then the stack completes. A change set adds REVIEW_IN_PROGRESS before them.",
      differs: "A resource begins and gets its ID in the same instant. On AWS, seconds pass in between.",
    },
    {
      id: "SVC-015",
      grade: "measured",
      says: "A resource that can't be created says why. Those being created at the same time are canceled. The stack is rolled back, or names the resources that couldn't be deleted.",
      differs: "AWS's messages for the rollback and for canceled resources come from memory, not from a recording.",
    },
    {
      id: "SVC-016",
      grade: "measured",
      says: "A bucket with objects isn't deleted. Its event has S3's message, with service, status, request and the handler's code.",
    },
    {
      id: "SVC-017",
      grade: "measured",
      says: "Each problem with a request or a template has a fixed message; for broken JSON and YAML, it includes line and column. A template body has up to 51,200 bytes.",
    },
    {
      id: "SVC-018",
      grade: "measured",
      says: "A stack's name begins with a letter, consists of letters, digits and hyphens, and has up to 128 characters.",
    },
    {
      id: "SVC-019",
      grade: "documented",
      says: "Ref and GetAtt return what each type defines: the Ref of a queue is its URL, that of a stream its name.",
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
      says: "If a delivery stream can't be created, the resource's reason is Firehose's own message.",
    },
  ],
};
