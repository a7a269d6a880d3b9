import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence } from "../../../grader/index";
import { answersOf } from "../grading/driver";
import { EMPTY_QUEUE, messagesLeft, trucksOf } from "../grading/fuel-truck-app";
import { inSolution, stopOf } from "../grading/words";

exercise("02-fuel-network.receive", { points: 1, title: "4.1 Receive" }, ({ learner, solution }) => {
  it("receives the messages", () => {
    inSolution(answersOf(solution).some((answer) => trucksOf(answer) > 0) || undefined);
    expect(
      answersOf(learner).some((answer) => trucksOf(answer) > 0),
      hint({
        expected: "a truck is sent for each message in received.Messages",
        found: stopOf(learner) ?? "no truck was sent, although there are messages in the queue",
        look: "const received = await sqs.send(…): without await, received is not the response yet",
      }),
    ).to.equal(true);
  });
  for (const [says, member, look] of [
    ["asks for up to 10 messages", "MaxNumberOfMessages", "the first number"],
    ["waits up to 5 seconds", "WaitTimeSeconds", "the second number"],
  ] as const) {
    it(says, () => {
      const asked = (run: Evidence) => [
        ...new Set(run.journal.calls("sqs", "ReceiveMessage").map(({ input }) => Object(input)[member] as unknown)),
      ];
      expect(
        asked(learner),
        hint({
          expected: `ReceiveMessage with ${member} ${shown(inSolution(asked(solution)[0]))}`,
          found:
            asked(learner).length === 0
              ? (stopOf(learner) ?? "nothing was received")
              : `it has ${shown(asked(learner)[0])}`,
          look,
        }),
      ).to.deep.equal(asked(solution));
    });
  }
});

exercise("02-fuel-network.truck-message", { points: 2, title: "4.2 Answer" }, ({ learner, solution }) => {
  const responses = (run: Evidence) =>
    answersOf(run).map(({ response, error }) => (error === undefined ? response : `an error: ${error}`));
  it("says how many messages it has processed", () => {
    const busy = answersOf(learner).filter((answer) => trucksOf(answer) > 0);
    const wrong = busy.find((answer) => answer.response !== `Messages processed: ${trucksOf(answer)}`);
    expect(
      busy.length > 0 && wrong === undefined,
      hint({
        expected: 'an invocation that received 3 messages returns "Messages processed: 3"',
        found: wrong
          ? `one that sent ${trucksOf(wrong)} trucks answered ${shown(wrong.response ?? wrong.error)}`
          : `the first one answered ${shown(responses(learner)[0])}`,
        look: "the second return: ${processedMessages} between backticks",
      }),
    ).to.equal(true);
  });
  it("says that the queue is empty", () => {
    inSolution(responses(solution).at(-1) === EMPTY_QUEUE || undefined);
    expect(
      responses(learner).at(-1),
      hint({
        expected: shown(EMPTY_QUEUE),
        found: `with an empty queue, it answers ${shown(responses(learner).at(-1))}`,
        look: "the condition, and the first return: every character counts",
      }),
    ).to.equal(EMPTY_QUEUE);
  });
});

exercise(
  "02-fuel-network.delete-message",
  { points: 2, title: "4.3 Take it off the queue" },
  ({ learner, solution }) => {
    it("leaves no message in the queue", () => {
      inSolution(messagesLeft(solution) === 0 || undefined);
      expect(
        messagesLeft(learner),
        hint({
          expected: "after FuelTruckApp has processed the queue, no message is in it, waiting or in flight",
          found:
            stopOf(learner) ??
            `${shown(messagesLeft(learner))} are in it. A message that is received but not deleted comes back after the visibility timeout, and a second truck is sent`,
          look: "the loop: a DeleteMessageCommand for each message, with its ReceiptHandle",
        }),
      ).to.equal(0);
    });
    it("sends one truck to each station", () => {
      const trucks = (run: Evidence) => answersOf(run).reduce((sum, answer) => sum + trucksOf(answer), 0);
      const deleted = learner.journal.count("sqs", "DeleteMessage");
      expect(
        deleted,
        hint({
          expected: `${trucks(solution)} messages are deleted, one for each truck`,
          found: stopOf(learner) ?? `${deleted} are deleted, for ${trucks(learner)} trucks`,
          look: "where the message is deleted: in the loop, after the truck is sent",
        }),
      ).to.equal(trucks(solution));
    });
  },
);
