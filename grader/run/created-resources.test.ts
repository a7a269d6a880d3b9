import { expect } from "chai";
import { selectCreated, type CreatedResource } from "./created-resources";

const createResource = (exercise: string): CreatedResource => ({
  exercise,
  kind: "data stream",
  name: exercise,
  settings: {},
  cell: "creates",
});
const createNamed = (exercise: string) => ({ exercise, kind: "data stream", prefix: "p", known: [] }) as const;

describe("selecting what some exercises created", () => {
  it("returns only theirs, with the positions of all exercises by number", () => {
    const created = {
      resources: [createResource("a"), createResource("b")],
      names: [createNamed("b"), createNamed("a")],
    };
    const exercises = [
      { id: "a", title: "2.1.4 Make a stream" },
      { id: "b", title: "3. Read it" },
      { id: "c", title: "Without a number 7" },
    ];
    expect(selectCreated(new Set(["a"]), created, { account: "000000000001", exercises })).to.deep.equal({
      account: "000000000001",
      resources: [createResource("a")],
      names: [createNamed("a")],
      places: { a: "2.1.4", b: "3", c: "Without a number 7" },
    });
  });
});
