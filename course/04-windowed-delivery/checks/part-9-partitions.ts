import { expect } from "chai";
import { exercise, formatHint, it } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import {
  createLocation,
  getPartitions,
  getPartitionSeed,
  isServiceOfNoKey,
  listRequestedPartitions,
  listServices,
  MOVED,
} from "../grading/partitions";

exercise(
  "04-windowed-delivery.add-partitions",
  { points: 4, title: "9.2 Let the table know it" },
  ({ learner, solution }) => {
    const partitions = getPartitions(learner);
    const services = listServices(getPartitionSeed(solution));
    requireFromSolution(getPartitions(solution).length > services.length || undefined);
    const stopped = findAnswerError(learner, "add-partitions") ?? describeStop(learner, "add-partitions");
    const known = [...services, MOVED.value];
    // The first service had its partition before.
    const added = partitions.filter(({ value }) => services.slice(1).includes(value));
    const noneAdded = added.length === 0 ? (stopped ?? "no service of the check got a partition") : undefined;
    it("adds a partition for each service that was delivered", () => {
      const missing = services.filter((service) => !partitions.some(({ value }) => value === service));
      const isKnown = /already exists/i.test(stopped ?? "");
      expect(
        missing,
        formatHint({
          expected: `partitions for the services of the check, ${services.join(", ")}`,
          found: stopped ?? `there is none for ${missing.join(", ")}`,
          look: isKnown
            ? "ALTER TABLE: a partition that is there must not stop the others"
            : [
                "listDeliveredObjects: its keys begin with the folder",
                "ADD IF NOT EXISTS: a partition that is there must not stop the others",
              ],
          because: noneAdded ?? stopped,
          explains: /already exists/i,
        }),
      ).to.deep.equal([]);
    });
    it("gives each partition its folder", () => {
      const requested = listRequestedPartitions(learner).filter(({ value }) => services.includes(value));
      // If the first statement failed, its location can be right all the same.
      const [some, none] = added.length > 0 ? [added, undefined] : [requested, noneAdded];
      const other = some.find(({ value, location }) => location !== createLocation(value));
      expect(
        some.length === 0 ? none : other,
        formatHint({
          expected: `a location such as ${createLocation(other?.value ?? MOVED.value)}`,
          found: noneAdded ?? `it is ${other?.location}`,
          look: "LOCATION: bucketName, which the function was given, a slash, the service, a slash",
          because: noneAdded,
        }),
      ).to.equal(undefined);
    });
    it("leaves out folders that aren't of a service", () => {
      const others = partitions.map(({ value }) => value).filter((value) => !known.includes(value));
      expect(
        others,
        formatHint({
          expected: "no partitions for other folders",
          found: `there are partitions for ${others.join(", ")}`,
          look: others.every(isServiceOfNoKey)
            ? "the names of the services: take them from the keys of the bucket's objects, don't write them into the code"
            : 'the folders that you take: the first part of the key has to end in "-service"',
        }),
      ).to.deep.equal([]);
    });
    it("leaves the partitions that are there as they are", () => {
      expect(
        partitions.find(({ value }) => value === MOVED.value)?.location,
        formatHint({
          expected: `the table still has ${MOVED.value}, whose windows someone has moved to another folder`,
          found: "its partition has changed, or is gone",
          look: "ALTER TABLE: it should only add. Nothing has to be dropped",
        }),
      ).to.equal(MOVED.location);
    });
  },
);
