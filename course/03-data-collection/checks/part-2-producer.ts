import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import {
  countCalls,
  hasRefusedRounds,
  PEOPLE,
  listPeoplePut,
  ROUNDS,
  findProducerStop,
  type PutRecord,
} from "../grading/producer";

/** The uuid in the record's data. Where the data has none, it can't be compared, so any uuid counts as the person's. */
function getUuid({ person, partitionKey }: PutRecord): unknown {
  const { uuid } = Object(person?.["login"]);
  return person !== undefined && uuid === undefined && UUID.test(partitionKey) ? partitionKey : uuid;
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The names of all values in a person, also of those within an object: `dob.age`. */
const listNames = (value: unknown, name = ""): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([member, inner]) => listNames(inner, `${name}.${member}`))
    : [name];
const joinNames = ({ person }: PutRecord): string => listNames(person).sort().join();
/** Without the whole person in a record, the uuid is unknown. */
const NOT_WHOLE = "the person is not whole";
/** The reason why the producer put no people; undefined if it put some. */
const explainNobody = (run: Evidence): string | undefined =>
  listPeoplePut(run).length > 0 ? undefined : (findProducerStop(run) ?? "nobody is in the stream");

exercise(
  "03-data-collection.person-record",
  { points: 2, title: "2.1 A record of a person" },
  ({ learner, solution }) => {
    const records = listPeoplePut(learner);
    const missing = explainNobody(learner);
    it("writes the whole person as JSON", () => {
      const members = Object.keys(requireFromSolution(listPeoplePut(solution)[0]?.person));
      const whole = new Set(listPeoplePut(solution).map(joinNames));
      const other = records.find((record) => !whole.has(joinNames(record)));
      expect(
        missing === undefined && other === undefined,
        formatHint({
          expected: `the data of each record is a JSON object with ${members.length} members, such as name and dob, and with all that is in these`,
          found: missing ?? formatValue(other?.text.slice(0, 80)),
          look: "Data: JSON.stringify(person) between the brackets of Buffer.from",
          because: missing ?? NOT_WHOLE,
        }),
      ).to.equal(true);
    });
    it("takes a key that differs from person to person", () => {
      const keys = new Set(records.map(({ partitionKey }) => partitionKey));
      expect(
        missing === undefined && keys.size === records.length,
        formatHint({
          expected: `${PEOPLE * ROUNDS} people have as many different partition keys`,
          found: missing ?? `they have ${keys.size}, such as ${formatValue([...keys][0])}`,
          look: "PartitionKey: person.login.uuid",
          because: missing,
        }),
      ).to.equal(true);
    });
    it("takes the person's uuid", () => {
      // A UUID is the same in capitals: https://www.rfc-editor.org/rfc/rfc9562#section-4
      const other = records.find(
        (record) => record.partitionKey.toLowerCase() !== String(getUuid(record)).toLowerCase(),
      );
      expect(
        missing === undefined && other === undefined,
        formatHint({
          expected: "the partition key is the uuid in the person's login",
          found:
            missing ??
            `${formatValue(other?.partitionKey)} for somebody whose uuid is ${formatValue(other && getUuid(other))}`,
          look: "PartitionKey: person.login.uuid, without quotes",
          because: missing ?? (other !== undefined && getUuid(other) === undefined ? NOT_WHOLE : undefined),
        }),
      ).to.equal(true);
    });
  },
);

/** The number of different records. Either the key or the data of two people differs, even if the other is wrong. */
const countPeople = (run: Evidence): number =>
  new Set(listPeoplePut(run).map(({ partitionKey, text }) => JSON.stringify([partitionKey, text]))).size;

exercise("03-data-collection.put-people", { points: 2, title: "2.2 Send them" }, ({ learner, solution }) => {
  const missing = explainNobody(learner);
  it("puts everybody into the stream of the option --stream", () => {
    const expected = requireFromSolution(countPeople(solution) || undefined);
    const records = listPeoplePut(learner).length;
    const people = countPeople(learner);
    expect(
      [people, records],
      formatHint({
        expected: `${expected} people in the stream, each once: ${ROUNDS} rounds of ${PEOPLE}`,
        found: missing ?? `${records} records${records === people ? "" : `, ${people} different ones`}`,
        look: [
          // Records in the stream show that its name is right.
          ...(missing === undefined ? [] : ["StreamName: the variable stream"]),
          "Records: all people of the round, each as recordOf gives it",
        ],
        because: missing,
      }),
    ).to.deep.equal([expected, expected]);
  });
  it("puts a round in one call", () => {
    const expected = requireFromSolution(countCalls(solution) || undefined);
    // A wrong stream is another claim: the call that AWS refused had the whole round.
    expect(
      hasRefusedRounds(learner) ? expected : countCalls(learner),
      formatHint({
        expected: `${expected} calls of PutRecords for ${ROUNDS} rounds`,
        found: missing ?? `${countCalls(learner)} calls`,
        look: "PutRecordsCommand takes a list: one call for all people of a round",
        because: missing,
      }),
    ).to.equal(expected);
  });
});
