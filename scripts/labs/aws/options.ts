import type { Option } from "../command";

/** The options of every command that creates or deletes in the learner's own account. */
export const AWS_OPTIONS = {
  yes: { type: "boolean", default: false, help: "on AWS: skip the confirmation prompt" },
  account: { type: "string", value: "ID", help: "on AWS: the account you expect to use (default: LABS_AWS_ACCOUNT)" },
} as const satisfies Readonly<Record<string, Option>>;
