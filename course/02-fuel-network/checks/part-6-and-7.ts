import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { getNetwork } from "../grading/network";
import { splitTime } from "../grading/probes";
import { requireFromSolution } from "../../evidence-words";
import { STATION_FOLDER, getPartition, getProbes, listFolders } from "../grading/words";

exercise(
  "02-fuel-network.partitioned-table",
  { points: 2, title: "6.2 A key with a name of its own" },
  ({ learner, solution }) => {
    const table = getNetwork(learner).table;
    const missing = learner.findCell("partitioned-table")?.error ?? "there is no table station_partitions";
    // Athena's message for every CREATE EXTERNAL TABLE that it cannot parse.
    const isUnreadable = missing.includes("mismatched input 'EXTERNAL'");
    it("gives the partition key a name that no column has, and the type string", () => {
      requireFromSolution(getNetwork(solution).table?.keys.length === 1 || undefined);
      const [key] = table?.keys.length === 1 ? table.keys : [];
      const isNamed = key !== undefined && table?.columns.includes(key.name) === false;
      expect(
        isNamed && key.type === "string",
        formatHint({
          expected: "station_partitions has one partition key of the type string, and no column has the same name",
          found: table ? `its keys are ${formatValue(table.keys.map(({ name, type }) => `${name} ${type}`))}` : missing,
          look: isUnreadable
            ? "PARTITIONED_BY: the words PARTITIONED BY, and in brackets a name and a type. Athena complains about EXTERNAL wherever the mistake is"
            : `PARTITIONED_BY: the ${isNamed ? "type" : "name"} in brackets`,
          explains: /mismatched input 'EXTERNAL'|partitioning columns/,
          because: table ? undefined : missing,
        }),
      ).to.equal(true);
    });
    it("finds the files of each station", () => {
      const toAddress = (location: string) => location.replace(/\d{12}/, "").replace(/\/?$/, "/");
      const listLocations = (run: Evidence) =>
        getNetwork(run)
          .table?.partitions.map(({ value, location }) => `${value}: ${toAddress(location)}`)
          .sort();
      const getFolder = (run: Evidence) => {
        const answer = run.answer(STATION_FOLDER);
        return "value" in answer && typeof answer.value === "string" ? toAddress(answer.value) : undefined;
      };
      // Without a table there are no partitions, but the function may be right all the same.
      if (table === undefined && getFolder(learner) === requireFromSolution(getFolder(solution))) return;
      expect(
        listLocations(learner),
        formatHint({
          expected: "the partition '9' lies at s3://…/station-data/station_id=9/, and so on, ten of them",
          found: table
            ? `${table.partitions.length} partitions, the first at ${formatValue(table.partitions[0]?.location)}`
            : missing,
          look: table
            ? "stationFolder: LOCATION, then the folder's name with the number, then a slash"
            : "the table first: without it, there are no partitions",
          because: table ? undefined : missing,
        }),
      ).to.deep.equal(requireFromSolution(listLocations(solution)));
    });
  },
);

/** AWS's message for a key that the prefix doesn't use. */
const UNUSED_KEY = /S3 Prefix expression/;

exercise(
  "02-fuel-network.minute",
  { points: 3, title: "7. Do it yourself: by the minute" },
  ({ learner, solution }) => {
    const [probe] = getProbes(solution);
    const prefix = getNetwork(learner).firehoses["SI-Firehose"]?.settings.Prefix;
    const stop = learner.findCell("minute")?.error;
    const hasPrefix = learner.journal
      .findRefusedCalls("firehose", "UpdateDestination")
      .some(({ input }) => "Prefix" in Object(Object(input).ExtendedS3DestinationUpdate));
    it("sorts by the minute, below the hour", () => {
      const expected = requireFromSolution(getPartition(solution, { station: probe.station_id, key: "minute" }));
      const folder = listFolders(learner, "station-data/").find((path) => path.includes(`${probe.station_id}/`)) ?? "";
      // An hour that is missing fails the next claim, not this one.
      const above = folder.includes("/hour=") ? `/hour=${splitTime(probe).hour}` : "";
      expect(
        folder.endsWith(`${above}/minute=${expected}/`),
        formatHint({
          expected: `the folder of a reading of ${new Date(probe.event_timestamp * 1000).toISOString().slice(11, 16)} ends in hour=${splitTime(probe).hour}/minute=${expected}/`,
          found: stop ?? `the prefix is ${formatValue(prefix)}`,
          look: UNUSED_KEY.test(stop ?? "")
            ? hasPrefix
              ? "Prefix: prefixOf(…) of the six keys, as in ProcessingConfiguration"
              : "ExtendedS3DestinationUpdate: it also needs Prefix: …, with prefixOf(…) of the six keys"
            : folder.includes(`/minute=${expected}/`)
              ? "minute: it comes last of the six keys, after the hour"
              : [
                  "minute: its jq expression, with an uppercase %M",
                  "Prefix: it is updated as well as ProcessingConfiguration, both by the six keys",
                ],
          explains: UNUSED_KEY,
        }),
      ).to.equal(true);
    });
    it("keeps the five other keys", () => {
      const parts = (["year", "month", "day", "hour"] as const).map((key) =>
        getPartition(learner, { station: probe.station_id, key }),
      );
      expect(
        parts,
        formatHint({
          expected: "station, year, month, day and hour are still there",
          found: `the prefix is ${formatValue(prefix)}`,
          look: "{ ...PARTITION_KEYS, minute: … }",
        }),
      ).to.deep.equal((["year", "month", "day", "hour"] as const).map((key) => splitTime(probe)[key]));
    });
    it("updates the existing Firehose", () => {
      const listUpdates = (run: Evidence) =>
        run.journal.count("firehose", "UpdateDestination", { DeliveryStreamName: "SI-Firehose" });
      requireFromSolution(listUpdates(solution) || undefined);
      expect(
        listUpdates(learner),
        formatHint({
          expected: "an UpdateDestination of SI-Firehose that AWS accepts",
          found: stop ?? "there was none",
          look: "the update of 5.2, with the name SI-Firehose",
        }),
      ).to.be.greaterThan(0);
    });
  },
);
