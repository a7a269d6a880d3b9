import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence, type EvidencePair } from "../../../grader/index";
import { listKeyExpressions } from "../grading/firehose-settings";
import { getNetwork } from "../grading/network";
import { splitTime } from "../grading/probes";
import { requireFromSolution } from "../../evidence-words";
import {
  getCreatedSettings,
  findDraft,
  findRefusedFirehose,
  listFolders,
  formatList,
  getPartition,
  getProbes,
  findRefusal,
} from "../grading/words";

const LETTERS = {
  year: "%Y has four digits, %y two",
  month: "%m is the month, %M the minute",
  day: "%d is the day of the month",
  hour: "%H counts to 23, %I to 12",
};

/** AWS refuses all keys for one that jq can't read. */
const NO_JQ = /not a valid jq program/;

/** The keys that are as in the solution, at their places, if AWS has refused the jq program for another one. */
function listRightKeysOfRefused({ learner, solution }: EvidencePair): readonly string[] {
  if (!NO_JQ.test(findRefusal(learner, "create-firehose") ?? "")) return [];
  const requested = listKeyExpressions(learner);
  const expected = listKeyExpressions(solution);
  const keys = expected.filter((pair, at) => pair.join() === requested[at]?.join()).map(([key]) => key);
  return keys.length < expected.length ? keys : [];
}

exercise("02-fuel-network.partition-keys", { points: 2, title: "1.1 The partition keys" }, ({ learner, solution }) => {
  const rightKeys = listRightKeysOfRefused({ learner, solution });
  it("sorts readings by station", () => {
    const [probe] = getProbes(solution);
    const part = `station_id=${probe.station_id}/`;
    const find = (run: Evidence) => listFolders(run, "station-data/").find((folder) => folder.includes(part));
    const expected = `station-data/${part}`;
    requireFromSolution(find(solution)?.startsWith(expected) || undefined);
    const found = find(learner);
    expect(
      rightKeys.includes("station_id") ? expected : found?.slice(0, expected.length),
      formatHint({
        expected: `a reading of station ${probe.station_id} is below ${expected}`,
        found:
          findRefusal(learner, "partition-keys", "create-firehose") ??
          (found ? `it is in ${found}` : `there ${formatList(listFolders(learner, "station-data/"), "folder")}`),
        look: found
          ? "the order of the keys, which is the order of the folders: first station_id, then the parts of the time"
          : "the expression of station_id: a dot and the name of the property",
      }),
    ).to.equal(expected);
  });
  for (const key of ["year", "month", "day", "hour"] as const) {
    it(`sorts readings by ${key}`, () => {
      const wrong = getProbes(solution).find(
        (probe) => getPartition(learner, { station: probe.station_id, key }) !== splitTime(probe)[key],
      );
      const [first] = getProbes(solution);
      requireFromSolution(
        getPartition(solution, { station: first.station_id, key }) === splitTime(first)[key] || undefined,
      );
      const part = wrong && getPartition(learner, { station: wrong.station_id, key });
      const refusal = findRefusal(learner, "partition-keys", "create-firehose");
      const allKeys = "the expressions of all five keys";
      const letter = `${key}: the letter after the % in its expression. ${LETTERS[key]}`;
      const isUnreadable = NO_JQ.test(refusal ?? "");
      expect(
        rightKeys.includes(key) ? undefined : wrong?.station_id,
        formatHint({
          expected: wrong
            ? `a reading of ${new Date(wrong.event_timestamp * 1000).toISOString().slice(0, 16)} is in a folder ${key}=${splitTime(wrong)[key]}/`
            : "",
          found:
            refusal ??
            (part === undefined
              ? `it is in no folder with station_id= and ${key}=: without one of its keys, a reading is not delivered`
              : `it is in ${key}=${part}/`),
          // If the delivery is refused for another exercise's mistake, this one's may be in either place.
          look: isUnreadable
            ? `${key}: the quotes and brackets in its expression. jq knows double quotes only`
            : part !== undefined
              ? letter
              : refusal === undefined
                ? allKeys
                : [letter, allKeys],
          explains: NO_JQ,
        }),
      ).to.equal(undefined);
    });
  }
});

exercise("02-fuel-network.folder", { points: 1, title: "1.2 The folders" }, ({ learner, solution }) => {
  const expected = requireFromSolution(getCreatedSettings(solution)?.Prefix);
  const prefix = getCreatedSettings(learner)?.Prefix;
  const found =
    prefix === undefined
      ? (findRefusal(learner, "folder", "create-firehose") ?? "there is no SI-Firehose")
      : `the prefix is ${formatValue(prefix)}`;
  it("puts the value of each key into a separate folder", () => {
    // Without the names of the keys. Their order is a matter of 1.1.
    const listValues = (text = "") => {
      const values = text.split("/").map((part) => part.replace(/^[^!]*/, ""));
      return [...values.slice(0, -1).sort(), values.at(-1)];
    };
    expect(
      listValues(prefix),
      formatHint({
        expected: "for year, a folder with !{partitionKeyFromQuery:year}, and a slash after it",
        found,
        look: "folder: the placeholder, and the slash at the end of the string",
      }),
    ).to.deep.equal(listValues(expected));
  });
  it("gives each folder the name of its key", () => {
    // By the placeholders: whether a slash is after each is another claim.
    const listNames = (text = "") => [...text.matchAll(/([^/=}]*)=(?=!\{)/g)].map(([, key]) => key);
    const names = listNames(expected);
    expect(
      listNames(prefix),
      formatHint({
        expected: "for year, the folder begins with year=",
        found,
        look: "folder: the part before the placeholder, ${key}=",
      }),
    ).to.deep.equal(names);
  });
});

exercise(
  "02-fuel-network.error-prefix",
  { points: 1, title: "1.3 Draft 1: no error prefix" },
  ({ learner, solution }) => {
    it("says where failed records go, since the prefix has expressions", () => {
      const expected = requireFromSolution(findDraft(solution, 1)?.errorPrefix);
      const prefix = findDraft(learner, 1)?.errorPrefix;
      expect(
        prefix,
        formatHint({
          expected: `AWS accepts the draft, with the error prefix ${formatValue(expected)}`,
          found: findRefusal(learner, "error-prefix") ?? `the error prefix is ${formatValue(prefix)}`,
          look:
            prefix === undefined
              ? "ERROR_PREFIX: a prefix that contains !{…} needs an error prefix, too"
              : `ERROR_PREFIX: exactly ${formatValue(expected)}, without a slash`,
        }),
      ).to.equal(expected);
    });
  },
);

exercise(
  "02-fuel-network.error-type",
  { points: 1, title: "1.3 Draft 2: an error prefix with a date" },
  ({ learner, solution }) => {
    const errorPrefix = findDraft(learner, 2)?.errorPrefix;
    const found = findRefusal(learner, "error-type") ?? `the error prefix is ${formatValue(errorPrefix)}`;
    it("names the type of failure, since the error prefix has expressions", () => {
      requireFromSolution(findDraft(solution, 2)?.errorPrefix?.includes("!{firehose:error-output-type}") || undefined);
      expect(
        errorPrefix,
        formatHint({
          expected: "AWS accepts the draft: an error prefix with any !{…} also contains !{firehose:error-output-type}",
          found,
          look: "DATED_ERROR_PREFIX: write it after the date",
        }),
      ).to.contain("!{firehose:error-output-type}");
    });
    it("keeps the date", () => {
      requireFromSolution(isByDay(findDraft(solution, 2)?.errorPrefix) || undefined);
      expect(
        isByDay(errorPrefix),
        formatHint({
          expected: "failed records are grouped by day: !{timestamp:yyyy/MM/dd} is still there",
          found,
          look: "DATED_ERROR_PREFIX: keep the date",
        }),
      ).to.equal(true);
    });
  },
);

/** Whether a prefix has year, month and day of the arrival and nothing finer, in one expression or in several. */
function isByDay(prefix = ""): boolean {
  const patterns = [...prefix.matchAll(/!\{timestamp:([^}]*)\}/g)].map(([, pattern = ""]) => pattern);
  const fields = patterns.flatMap((pattern) => pattern.match(/([A-Za-z])\1*/g) ?? []);
  return fields.sort().join() === "MM,dd,yyyy";
}

exercise("02-fuel-network.buffering", { points: 1, title: "1.3 Draft 3: a small buffer" }, ({ learner, solution }) => {
  const expected = requireFromSolution(findDraft(solution, 3));
  const draft = findDraft(learner, 3);
  // AWS refuses the right size, too, if the interval is wrong.
  const refused = draft ? undefined : findRefusedFirehose(learner, "SI-Firehose-draft-3");
  const refusedSize = refused?.ExtendedS3DestinationConfiguration?.BufferingHints?.SizeInMBs;
  const found =
    findRefusal(learner, "buffering") ??
    `it has ${draft?.bufferMiB ?? "no"} MB and ${draft?.bufferSeconds ?? "no"} seconds`;
  it("takes the smallest buffer that AWS allows with partitions", () => {
    expect(
      draft?.bufferMiB ?? refusedSize,
      formatHint({
        expected: `AWS accepts the draft, with a buffer of ${expected.bufferMiB} MB`,
        found,
        look: "SizeInMBs: AWS's message states the minimum size",
      }),
    ).to.equal(expected.bufferMiB);
  });
  it("leaves the interval as it is", () => {
    expect(
      draft?.bufferSeconds,
      formatHint({
        expected: `an interval of ${expected.bufferSeconds} seconds`,
        found,
        look: "IntervalInSeconds: leave it as it was",
      }),
    ).to.equal(expected.bufferSeconds);
  });
});

exercise("02-fuel-network.conversion", { points: 2, title: "1.4 JSON to Parquet" }, ({ learner, solution }) => {
  const accepted = getNetwork(learner).firehoses["SI-Firehose"];
  // What AWS refused can be right in one of the two, but never in both.
  const refused = accepted
    ? undefined
    : findRefusedFirehose(learner)?.ExtendedS3DestinationConfiguration?.DataFormatConversionConfiguration;
  const isParquetRefused = Object.keys(refused?.OutputFormatConfiguration?.Serializer ?? {}).join() === "ParquetSerDe";
  const getSchema = (run: Evidence) =>
    getNetwork(run).firehoses["SI-Firehose"]?.settings.DataFormatConversionConfiguration?.SchemaConfiguration;
  it("writes Parquet", () => {
    const isParquet = (run: Evidence) => {
      const objects = getProbes(solution).map(({ station_id }) =>
        run.cloud.buckets
          .flatMap(({ objects: all }) => all)
          .find(({ key }) => key.startsWith(`station-data/station_id=${station_id}/`)),
      );
      return objects.every((object) => object?.body.startsWith("PAR1"));
    };
    requireFromSolution(isParquet(solution) || undefined);
    expect(
      isParquet(learner) || isParquetRefused,
      formatHint({
        expected: "SI-Firehose delivers Parquet files, which begin with PAR1",
        found:
          findRefusal(learner, "conversion", "create-firehose") ?? "some objects below station-data/ begin differently",
        look: "the serializer: { ParquetSerDe: {} }",
        explains: /Serializer/,
      }),
    ).to.equal(true);
  });
  it("takes the columns from the Glue table", () => {
    const expected = requireFromSolution(getSchema(solution));
    const schema = isParquetRefused ? undefined : refused?.SchemaConfiguration;
    const { DatabaseName, TableName } = getSchema(learner) ?? schema ?? {};
    // Glue stores names in lower case.
    expect(
      `${DatabaseName}.${TableName}`.toLowerCase(),
      formatHint({
        expected: `the columns come from ${expected.DatabaseName}.${expected.TableName}`,
        found: findRefusal(learner, "conversion", "create-firehose") ?? `they come from ${DatabaseName}.${TableName}`,
        look: "DatabaseName and TableName",
        explains: /Entity Not Found/,
      }),
    ).to.equal(`${expected.DatabaseName}.${expected.TableName}`);
  });
});
