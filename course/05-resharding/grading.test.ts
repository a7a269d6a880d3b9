import { expect } from "chai";
import { itIfLong } from "../../cloud/testing/skip";
import { changeSolution } from "../testing/change-solution";
import { testRightAnswers } from "../testing/right-answers";
import { openPatientRehearsal, useRehearsal } from "../testing/rehearsal";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { rightAnswers } from "./right-answers";
import type { ObservedShard } from "./checks/shards";

const [SPLIT, MERGE] = ["05-resharding.split", "05-resharding.merge"];

describe("grading lab 05", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("05-resharding");
  testSolutionAndBlank(rehearsal, [
    'split data stream resharding-sales {"split at":["75 % of all hash keys"]}',
    'merge data stream resharding-sales {"merged range":["50 to 100 % of all hash keys"]}',
  ]);

  itIfLong("rejects the ids of the shards that are right in one of a check's streams, with any seed", async () => {
    const idsBySeed: string[] = [];
    for (const seed of [2, 3, 8]) {
      const seeded = await openPatientRehearsal("05-resharding", seed);
      const { seen } = await seeded.runForEvidence({});
      for (const shards of Object.values(seen?.["shards"] as Readonly<Record<string, readonly ObservedShard[]>>)) {
        const ids = shards.map(({ id }) => id);
        const split = shards.find(({ parent }) => parent !== undefined && ids.includes(parent))?.parent;
        const { parent: lower, adjacent: upper } = shards.findLast(({ adjacent }) => adjacent !== undefined) ?? {};
        idsBySeed.push(`${split} ${lower} ${upper}`);
        const answers = {
          [SPLIT]: await changeSolution(SPLIT, ["ShardToSplit: id", `ShardToSplit: "${split}"`]),
          [MERGE]: await changeSolution(MERGE, ["left.id", `"${lower}"`], ["right.id", `"${upper}"`]),
        };
        const { exercises } = await seeded.grade(answers, { others: "open" });
        const found = exercises.filter(({ id }) => Object.hasOwn(answers, id));
        expect(found.map(({ status }) => status)).to.deep.equal(["wrong", "wrong"]);
      }
      await seeded.close();
    }
    expect(new Set(idsBySeed).size).to.equal(5);
  });

  testRightAnswers(
    "05-resharding",
    rehearsal,
    rightAnswers.map(([says, exercise, answer]) => ({ says, exercise, answer })),
  );
});
