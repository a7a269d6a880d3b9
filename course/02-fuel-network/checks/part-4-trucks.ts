import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Advice, type Evidence } from "../../../grader/index";
import { formatCount } from "../../../src/aws/format-count";
import { describePending, getAnswers } from "../grading/driver";
import {
  EMPTY_QUEUE,
  countDeletedMessages,
  countRemainingMessages,
  countTrucks,
  isPurged,
} from "../grading/fuel-truck-app";
import { requireFromSolution } from "../../evidence-words";
import { describeStop } from "../grading/words";

exercise("02-fuel-network.receive", { points: 1, title: "4.1 Receive" }, ({ learner, solution }) => {
  it("receives the messages", () => {
    requireFromSolution(getAnswers(solution).some((answer) => countTrucks(answer) > 0) || undefined);
    const isRefused = learner.journal.findRefusedCalls("sqs", "ReceiveMessage").length > 0;
    expect(
      getAnswers(learner).some((answer) => countTrucks(answer) > 0),
      formatHint({
        expected: "a truck is sent for each message in received.Messages",
        found: describeStop(learner) ?? "no truck was sent, although there are messages in the queue",
        look: isRefused
          ? "ReceiveMessageCommand: the error names the number that SQS refuses"
          : "const received = await sqs.send(…): without await, received is not the response yet",
      }),
    ).to.equal(true);
  });
  for (const [says, member] of [
    ["asks for up to 10 messages", "MaxNumberOfMessages"],
    ["waits up to 5 seconds", "WaitTimeSeconds"],
  ] as const) {
    it(says, () => {
      // SQS refuses a request for one wrong number; the other one may be right.
      const getRequestedValues = ({ journal }: Evidence) => {
        const calls = [
          ...journal.findCalls("sqs", "ReceiveMessage"),
          ...journal.findRefusedCalls("sqs", "ReceiveMessage"),
        ];
        return [...new Set(calls.map(({ input }) => Object(input)[member] as unknown))];
      };
      expect(
        getRequestedValues(learner),
        formatHint({
          expected: `ReceiveMessage with ${member} ${formatValue(requireFromSolution(getRequestedValues(solution)[0]))}`,
          found:
            getRequestedValues(learner).length === 0
              ? (describeStop(learner) ?? "nothing was received")
              : `it has ${formatValue(getRequestedValues(learner)[0])}`,
          look: `${member}: the number after it`,
        }),
      ).to.deep.equal(getRequestedValues(solution));
    });
  }
});

exercise("02-fuel-network.truck-message", { points: 2, title: "4.2 Answer" }, ({ learner, solution }) => {
  const getResponses = (run: Evidence) =>
    getAnswers(run).map(({ response, error }) => (error === undefined ? response : `an error: ${error}`));
  it("says how many messages it has processed", () => {
    const busy = getAnswers(learner).filter((answer) => countTrucks(answer) > 0);
    const wrong = busy.find((answer) => answer.response !== `Messages processed: ${countTrucks(answer)}`);
    expect(
      busy.length > 0 && wrong === undefined,
      formatHint({
        expected: 'an invocation that received 3 messages returns "Messages processed: 3"',
        found: wrong
          ? `one that sent ${formatCount(countTrucks(wrong), "truck")} answered ${formatValue(wrong.response ?? wrong.error)}`
          : `the first one answered ${formatValue(getResponses(learner)[0])}`,
        look:
          wrong?.response === EMPTY_QUEUE
            ? "the condition with processedMessages: one message is not an empty queue"
            : "the second return: ${processedMessages} between backticks",
      }),
    ).to.equal(true);
  });
  it("says that the queue is empty", () => {
    requireFromSolution(getResponses(solution).at(-1) === EMPTY_QUEUE || undefined);
    expect(
      getResponses(learner).at(-1),
      formatHint({
        expected: formatValue(EMPTY_QUEUE),
        found: `with an empty queue, it answers ${formatValue(getResponses(learner).at(-1))}`,
        look: "the condition with processedMessages, and the first return: every character counts",
      }),
    ).to.equal(EMPTY_QUEUE);
  });
});

exercise(
  "02-fuel-network.delete-message",
  { points: 2, title: "4.3 Take it off the queue" },
  ({ learner, solution }) => {
    it("leaves no message in the queue", () => {
      requireFromSolution(countRemainingMessages(solution) === 0 || undefined);
      const pending = describePending(learner, "DeleteMessageCommand") ?? describePurge(learner);
      expect(
        pending === undefined && countRemainingMessages(learner) === 0,
        formatHint({
          expected: "after FuelTruckApp has processed the queue, no message is in it, waiting or in flight",
          found:
            describeStop(learner) ??
            `${formatValue(countRemainingMessages(learner))} are in it. A message that is received but not deleted comes back after the visibility timeout, and a second truck is sent`,
          look: "the loop: a DeleteMessageCommand for each message, with its own ReceiptHandle, not always the same one",
          ...pending,
        }),
      ).to.equal(true);
    });
    it("deletes messages by their receipts", () => {
      requireFromSolution(countDeletedMessages(solution) > 0 || undefined);
      expect(
        countDeletedMessages(learner) > 0 && !isPurged(learner),
        formatHint({
          expected: "after a truck is sent, its message is deleted, by the ReceiptHandle with which it was received",
          found: describeStop(learner) ?? "no message is deleted",
          look: "where the message is deleted: in the loop, after the truck is sent, each by its own ReceiptHandle",
          ...describePurge(learner),
        }),
      ).to.equal(true);
    });
  },
);

/** The advice for a function that empties the whole queue; undefined if it doesn't. */
const describePurge = (run: Evidence): Pick<Advice, "found" | "look"> | undefined =>
  isPurged(run)
    ? {
        found: "PurgeQueue emptied the whole queue: messages that no truck has read yet are lost",
        look: "the loop: it deletes one message at a time, the one for which the truck was just sent",
      }
    : undefined;
