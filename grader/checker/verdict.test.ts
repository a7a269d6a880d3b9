import { expect } from "chai";
import type { SubmissionResult } from "../reports/results";
import { toVerdict } from "./verdict";

const RIGHT: SubmissionResult = {
  id: "own",
  status: "graded",
  score: 1,
  max: 1,
  seconds: 1,
  exercises: [{ id: "99-plain.square", title: "1 Square", score: 1, max: 1, status: "right", claims: [] }],
  notes: [],
};

describe("the verdict of a learner's own check", () => {
  it("is right if every exercise is right and all of them ran to the end", () => {
    const [exercise] = RIGHT.exercises;
    expect(toVerdict(RIGHT).isRight).to.equal(true);
    expect(toVerdict({ ...RIGHT, status: "timeout" }).isRight).to.equal(false);
    expect(exercise && toVerdict({ ...RIGHT, exercises: [{ ...exercise, status: "open" }] }).isRight).to.equal(false);
  });

  it("includes what the code created, for the command to compare with the learner's own cloud", () => {
    const created = {
      account: "000000000000",
      places: {},
      names: [],
      resources: [
        {
          exercise: "99-plain.square",
          kind: "data stream" as const,
          name: "trips",
          settings: { "open shards": ["2"] },
          cell: "creates" as const,
        },
      ],
    };
    // As JSON, since it is sent over a socket.
    expect(JSON.parse(JSON.stringify(toVerdict({ ...RIGHT, made: created }))).made).to.deep.equal(created);
    expect(toVerdict(RIGHT)).not.to.have.property("made");
  });
});
