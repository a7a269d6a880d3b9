import { expect } from "chai";
import { renderExerciseText } from "../../grader/index";
import { changeSolution } from "../testing/change-solution";
import { useRehearsal } from "../testing/rehearsal";

const [HASH_KEY, EXERCISE, MERGE, PUT_SALES] = ["hash-key", "split", "merge", "put-sales"].map(
  (name) => `05-resharding.${name}`,
) as [string, string, string, string];

describe("feedback on an answer of lab 05 that another exercise's mistake changes", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("05-resharding");

  it("says that an error stops it in the run that counts, and doesn't blame what that error prevents", async () => {
    const answer = await changeSolution(EXERCISE, ["StreamName: stream, ", ""]);
    const { exercises } = await rehearsal().grade({ [EXERCISE]: answer }, { others: "open" });
    const result = exercises.find(({ id }) => id === EXERCISE);
    const text = result ? renderExerciseText(result).join("\n") : "";
    expect(text)
      .to.include("Your own run doesn't get this far, because of another exercise.")
      .and.to.include("There, an error of its own stops it.")
      .and.not.to.include("no shard was split");
  });

  it("says that another exercise may have a part in what was found, if that one isn't right", async () => {
    const answer = await changeSolution(EXERCISE, [
      "start <= HOT_HASH && HOT_HASH <= end",
      "start < HOT_HASH && HOT_HASH < end",
    ]);
    const wrongKey = await changeSolution(HASH_KEY, [".toString()", ".toString().slice(0, 9)"]);
    const gradeSplit = async (answers: Readonly<Record<string, readonly string[]>>) =>
      (await rehearsal().grade({ [EXERCISE]: answer, ...answers }, { others: "open" })).exercises.find(
        ({ id }) => id === EXERCISE,
      );
    expect(await gradeSplit({ [HASH_KEY]: wrongKey }))
      .to.have.property("cause")
      .that.matches(/^What was found is from your own run\. Another exercise isn't right/);
    expect(await gradeSplit({})).not.to.have.property("cause");
  });

  it("says that `await` is missing in a function of a cell", async () => {
    const answers = {
      [EXERCISE]: await changeSolution(EXERCISE, ["await kinesis.send", "kinesis.send"]),
      [MERGE]: await changeSolution(MERGE, ["await kinesis.send", "kinesis.send"]),
    };
    const { exercises } = await rehearsal().grade(answers, { others: "open" });
    const found = exercises.filter(({ id }) => Object.hasOwn(answers, id));
    const says = "Nothing waits for kinesis.send(…): `await` is missing before it.";
    expect(found.map(({ remarks = [] }) => remarks.map((remark) => remark.slice(0, says.length)))).to.deep.equal([
      [says],
      [says],
    ]);
  });

  it("names the middle if a wrong one is right only for the shard that another exercise's mistake makes busy", async () => {
    const answers = {
      [EXERCISE]: await changeSolution(EXERCISE, ["(start + end)", "(end - start)"]),
      [HASH_KEY]: await changeSolution(HASH_KEY, [".toString()", ".toString().slice(0, 9)"]),
    };
    const { exercises } = await rehearsal().grade(answers, { others: "open" });
    const result = exercises.find(({ id }) => id === EXERCISE);
    expect(result?.claims.map(({ says, hint }) => `${says}: ${hint}`)[1]).to.equal(
      "splits it in the middle: This works when your code runs on its own, but not with the solution in the other exercises. Expected: the two new shards own equally many hash keys. " +
        "Look at: middle: half of start and end together. NewStartingHashKey is its text, by .toString().",
    );
  });
});

describe("feedback on an answer of lab 05 that sends all sales again until none is rejected", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal("05-resharding");

  it("says which records to send again, although the run was ended for what it stored", async () => {
    const answer = [
      "const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));",
      "let failed = 1;",
      "while (failed > 0) {",
      "  const { FailedRecordCount = 0 } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));",
      "  failed = FailedRecordCount;",
      "  if (failed > 0) await waitSeconds(1);",
      "}",
    ];
    const { exercises } = await rehearsal().grade({ [PUT_SALES]: answer }, { others: "open" });
    const { claims = [] } = exercises.find(({ id }) => id === PUT_SALES) ?? {};
    expect(claims.filter(({ holds }) => holds).map(({ says }) => says)).to.deep.equal(["writes with PutRecords"]);
    // The advice is not among the claims that weren't reached. What was found is said above all claims.
    expect(claims.find(({ says }) => says === "puts none of them twice")).to.deep.equal({
      says: "puts none of them twice",
      holds: false,
      hint:
        "Expected: each sale is in the stream once. " +
        "Look at: which records are sent again: only those whose entry has an ErrorCode. The entries have the order of the records that this call sent.",
    });
  });
});
