import { expect } from "chai";
import { formatHint, formatValue, it, parseBigInt, type Evidence, type EvidencePair } from "../../../grader/index";
import { divideSales, drawNextSale, SALES_OF_A_SHARD } from "../../../src/tickets/next-sale";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";

/** Makes the claims, inside an exercise, on the hash key at which the learner would cut the shard that is too busy next time. */
export function claimNextCut({ learner, solution }: EvidencePair): void {
  const { value, found, isBigInt = false } = readCut(learner);
  const loads = value === undefined ? undefined : divide(learner, value);
  const because = value === undefined ? found : undefined;
  const lookAtCut = (place: string) => `NEXT_CUT: ${place}`;
  const look = (place: string) => [lookAtCut(place), ...lookAtValues(learner, "next-sale")];
  it("cuts the shard that is too busy", () => {
    requireFromSolution(divide(solution, requireFromSolution(readCut(solution).value)));
    expect(
      loads === undefined || isBigInt,
      formatHint({
        expected: "NEXT_CUT lies in the range of the shard that gets too many records, and is a text of decimal digits",
        found: value === undefined || isBigInt ? found : "it lies in the range of the other shard",
        look: isBigInt
          ? lookAtCut("text, not BigInt. AWS's API takes hash keys as strings, and .toString() writes one")
          : look("which concerts have hash keys below 50 %, and which above? Add up their records"),
        because,
      }),
    ).to.equal(false);
  });
  it("leaves neither of the two new shards too busy", () => {
    requireFromSolution(readCut(solution).value);
    expect(
      loads?.every((count) => count <= SALES_OF_A_SHARD),
      formatHint({
        expected: `each of the two new shards gets at most ${SALES_OF_A_SHARD} records a second`,
        found:
          loads === undefined
            ? (because ?? "the shard that is too busy stays whole")
            : `the lower one gets ${loads[0]}, and the upper one ${loads[1]}`,
        look: look("the upper shard begins with this hash key. Which concerts belong to the lower one?"),
        because: because ?? (loads === undefined ? "idle" : undefined),
      }),
    ).to.equal(true);
  });
}

const divide = (run: Evidence, cut: bigint) => divideSales(drawNextSale(findLearnerName(run)), cut);

function readCut(run: Evidence): { readonly value?: bigint; readonly found: string; readonly isBigInt?: boolean } {
  const answer = run.answer("NEXT_CUT");
  if ("error" in answer) return { found: answer.error };
  const found = formatValue(answer.value);
  const number = parseBigInt(answer.value);
  if (number !== undefined) return { value: number, found, isBigInt: true };
  return typeof answer.value === "string" && /^\d+$/.test(answer.value)
    ? { value: BigInt(answer.value), found }
    : { found };
}
