import { expect } from "chai";
import { LONG } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawUsaCountries } from "../../src/etl/route-task";
import { useRehearsal } from "../testing/rehearsal";
import { createLearnerAnswers, getVariedLab } from "../testing/variants";

const LAB = "01-streaming-ingestion";
const ROUTE = `${LAB}.route`;
const { learners } = getVariedLab(LAB);

describe("each learner's own routes in lab 01", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, answersOf = name) => createLearnerAnswers(rehearsal().skeleton, name, answersOf);

  it("are the same for a name however it is written, have two of eight other countries, and the USA alone without a name", () => {
    expect(drawUsaCountries(" Grace-Hopper ")).to.deep.equal(drawUsaCountries("grace-hopper"));
    const drawn = Array.from({ length: 1000 }, (_, n) => drawUsaCountries(`learner-${n}`).toSorted().join());
    expect(new Set(drawn).size).to.equal(28);
    for (const nameless of ["ada-lovelace", " Ada-Lovelace", "", " ", undefined, "zoë"])
      expect(drawUsaCountries(nameless)).to.deep.equal(["USA"]);
  });

  for (const [at, name] of learners.slice(0, LONG ? undefined : 2).entries())
    it(`give ${name} full marks for the solution with their own routes, and advice for another learner's`, async () => {
      const copiedFrom = learners.at(at - 1) ?? "";
      const right = await rehearsal().grade(createAnswers(name), { others: "solution" });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, copiedFrom), { others: "solution" });
      const wrong = copied.exercises.filter(({ status }) => status !== "right");
      expect(wrong.map(({ id }) => id)).to.deep.equal([ROUTE]);
      expect(wrong.map((result) => renderExerciseText(result).join("\n"))[0])
        .to.include("the table below the cell routes, which is made for your name")
        .and.to.match(/✗ sends (customers in the USA|all other customers) to/);
    });

  it("are judged by a learner's own check of the script, too, which knows the name from the notebook", async () => {
    const name = "barbara-liskov";
    for (const [routesOf, status] of [
      [name, "right"],
      ["", "partial"],
    ] as const) {
      const { exercises } = await rehearsal().check(createAnswers(name, routesOf), { others: "open" }, ROUTE);
      expect(exercises.find(({ id }) => id === ROUTE)?.status, routesOf).to.equal(status);
    }
  });
});
