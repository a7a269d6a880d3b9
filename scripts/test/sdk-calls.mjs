import { Client } from "@smithy/core/client";

/** @type {Set<string>} */
const answered = new Set();

/** The base class of all clients of the SDK. */
const inherited = /** @type {{ send(command: object, ...rest: unknown[]): Promise<unknown> | undefined }} */ (
  Client.prototype
);
const { send } = inherited;
inherited.send = function (command, ...rest) {
  // A call with a callback returns nothing, and is not noted.
  return send.call(this, command, ...rest)?.then(
    (answer) => {
      answered.add(getOperation(command));
      return answer;
    },
    (error) => {
      // A fault is an answer, too; an error without a status is none.
      if (error?.$metadata?.httpStatusCode !== undefined) answered.add(getOperation(command));
      throw error;
    },
  );
};

/**
 * The operations that clients of the SDK in this process got a response to since the last time, by the names in the
 * SDK's schemas: `com.amazonaws.kinesis PutRecord`.
 */
export function takeAnswered() {
  const operations = [...answered];
  answered.clear();
  return operations;
}

/** @param {object} command */
function getOperation(command) {
  const { schema } = /** @type {{ schema: import("@smithy/types").StaticOperationSchema }} */ (command);
  return `${schema[1]} ${schema[2]}`;
}
