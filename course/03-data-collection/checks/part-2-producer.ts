import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence } from "../../../grader/index";
import { inSolution } from "../../evidence-words";
import { callsOf, PEOPLE, peoplePut, ROUNDS, stopOfProducer, type PutRecord } from "../grading/producer";

const uuidOf = ({ person }: PutRecord): unknown => Object(person?.["login"]).uuid;
/** Without the whole person in a record, the uuid is unknown. */
const NOT_WHOLE = "the person is not whole";
/** The reason why the producer put no people; undefined if it put some. */
const nobody = (run: Evidence): string | undefined =>
  peoplePut(run).length > 0 ? undefined : (stopOfProducer(run) ?? "nobody is in the stream");

exercise(
  "03-data-collection.person-record",
  { points: 2, title: "2.1 A record of a person" },
  ({ learner, solution }) => {
    const records = peoplePut(learner);
    const missing = nobody(learner);
    it("writes the whole person as JSON", () => {
      const members = Object.keys(inSolution(peoplePut(solution)[0]?.person)).sort();
      const other = records.find(
        ({ person }) =>
          Object.keys(person ?? {})
            .sort()
            .join() !== members.join(),
      );
      expect(
        missing === undefined && other === undefined,
        hint({
          expected: `the data of each record is a JSON object with ${members.length} members, such as name and dob`,
          found: missing ?? shown(other?.text.slice(0, 80)),
          look: "Data: JSON.stringify(person) between the brackets of Buffer.from",
          because: missing ?? NOT_WHOLE,
        }),
      ).to.equal(true);
    });
    it("takes a key that differs from person to person", () => {
      const keys = new Set(records.map(({ partitionKey }) => partitionKey));
      expect(
        missing === undefined && keys.size === records.length,
        hint({
          expected: `${PEOPLE * ROUNDS} people have as many different partition keys`,
          found: missing ?? `they have ${keys.size}, such as ${shown([...keys][0])}`,
          look: "PartitionKey: person.login.uuid",
          because: missing,
        }),
      ).to.equal(true);
    });
    it("takes the person's uuid", () => {
      const other = records.find((record) => record.partitionKey !== uuidOf(record));
      expect(
        missing === undefined && other === undefined,
        hint({
          expected: "the partition key is the uuid in the person's login",
          found: missing ?? `${shown(other?.partitionKey)} for somebody whose uuid is ${shown(other && uuidOf(other))}`,
          look: "PartitionKey: person.login.uuid, without quotes",
          because: missing ?? (other !== undefined && uuidOf(other) === undefined ? NOT_WHOLE : undefined),
        }),
      ).to.equal(true);
    });
  },
);

exercise("03-data-collection.put-people", { points: 2, title: "2.2 Put them" }, ({ learner, solution }) => {
  const missing = nobody(learner);
  it("puts everybody into the stream of the option --stream", () => {
    const wanted = inSolution(peoplePut(solution).length || undefined);
    expect(
      peoplePut(learner).length,
      hint({
        expected: `${wanted} people in the stream: ${ROUNDS} rounds of ${PEOPLE}`,
        found: missing ?? `${peoplePut(learner).length}`,
        look: ["StreamName: the variable stream", "Records: all people of the round, each as recordOf gives it"],
        because: missing,
      }),
    ).to.equal(wanted);
  });
  it("puts a round in one call", () => {
    const wanted = inSolution(callsOf(solution) || undefined);
    expect(
      callsOf(learner),
      hint({
        expected: `${wanted} calls of PutRecords for ${ROUNDS} rounds`,
        found: missing ?? `${callsOf(learner)} calls`,
        look: "PutRecordsCommand takes a list: one call for all people of a round",
        because: missing,
      }),
    ).to.equal(wanted);
  });
});
