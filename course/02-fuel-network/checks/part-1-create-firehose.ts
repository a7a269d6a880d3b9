import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Advice, type Evidence } from "../../../grader/index";
import { drawNetworkNumbers } from "../../../src/fuel/network-numbers";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { FIREHOSE_SETTINGS, getRequestedSettings, RETRIES } from "../grading/firehose-settings";
import { getNetwork } from "../grading/network";
import { requireFromSolution } from "../../evidence-words";
import { listFolders, formatList, getProbes, findRefusal } from "../grading/words";

exercise("02-fuel-network.create-firehose", { points: 3, title: "1.5 Create it" }, ({ learner, solution }) => {
  const firehose = getNetwork(learner).firehoses["SI-Firehose"];
  const refusal = findRefusal(learner, "create-firehose");
  const missing = refusal ?? "there is no SI-Firehose";
  const formatAdvice = (advice: Omit<Advice, "because"> & { readonly cause: string | undefined }) =>
    formatHint({
      ...advice,
      found: firehose ? advice.found : missing,
      look: firehose || refusal ? advice.look : 'DeliveryStreamName: "SI-Firehose"',
      because: firehose ? advice.cause : missing,
    });
  const { retrySeconds } = drawNetworkNumbers(findLearnerName(learner));
  const getExpected = ([says, , of]: (typeof FIREHOSE_SETTINGS)[number]): unknown =>
    says === RETRIES ? retrySeconds : requireFromSolution(of(solution));
  for (const item of FIREHOSE_SETTINGS) {
    const [says, setting, of, look, explains] = item;
    it(says, () => {
      const expected = getExpected(item);
      expect(
        of(learner),
        formatAdvice({
          expected: `${setting} of SI-Firehose is ${formatValue(expected)}`,
          found: `it is ${formatValue(of(learner))}`,
          look: says === RETRIES ? [look, ...lookAtValues(learner, "retry-duration")] : look,
          cause: says,
          ...(explains ? { explains } : {}),
        }),
      ).to.equal(expected);
    });
  }
  // In which order the keys come is a matter of 1.1.
  const sortFolders = (run: Evidence) => getRequestedSettings(run)?.Prefix?.split("/").sort().join("/");
  const intoFolders = "delivers into a folder for each key";
  it(intoFolders, () => {
    const expected = requireFromSolution(sortFolders(solution));
    expect(
      sortFolders(learner),
      formatAdvice({
        expected: "the prefix of SI-Firehose is station-data/ and a folder for each key, as prefixOf builds it",
        found: `it is "${getRequestedSettings(learner)?.Prefix ?? ""}"`,
        look: "Prefix: prefixOf(PARTITION_KEYS)",
        explains: /S3 Prefix/,
        cause: intoFolders,
      }),
    ).to.equal(expected);
  });
  it("delivers a reading, a minute later", () => {
    const [probe] = getProbes(solution);
    const has = (run: Evidence) => getNetwork(run).delivered.some((key) => key.includes(probe.station_id));
    requireFromSolution(has(solution) || undefined);
    // A setting that is wrong may be the reason, and has its firehose claim.
    const [different] = FIREHOSE_SETTINGS.find((item) => item[2](learner) !== getExpected(item)) ?? [];
    const cause = different ?? (sortFolders(learner) === sortFolders(solution) ? undefined : intoFolders);
    expect(
      has(learner),
      formatAdvice({
        expected: "a reading sent to SI-Firehose is below station-data/ a minute later",
        found: cause ? "it is not there" : `there ${formatList(listFolders(learner, ""), "folder")}`,
        look: "Processors: processors(PARTITION_KEYS)",
        cause,
      }),
    ).to.equal(true);
  });
});
