import { expect } from "chai";
import { formatHint, formatValue, it, parseBigInt, type Evidence, type EvidencePair } from "../../../grader/index";
import { divideSales, drawNextSale, SALES_OF_A_SHARD } from "../../../src/tickets/next-sale";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";

/** Makes the claims, inside an exercise, on the hash key at which the learner would cut the shard that is too busy next time. */
export function claimNextCut({ learner, solution }: EvidencePair): void {
  const { value, found, otherForm } = readCut(learner);
  const loads = value === undefined ? undefined : divide(learner, value);
  const because = value === undefined ? found : undefined;
  const lookAtCut = (place: string) => `NEXT_CUT: ${place}`;
  const look = (place: string) => [lookAtCut(place), ...lookAtValues(learner, "next-sale")];
  it("cuts the shard that is too busy", () => {
    requireFromSolution(divide(solution, requireFromSolution(readCut(solution).value)));
    expect(
      loads === undefined || otherForm !== undefined,
      formatHint({
        expected: "NEXT_CUT lies in the range of the shard that gets too many records, and is a text of decimal digits",
        found: value === undefined || otherForm !== undefined ? found : "it lies in the range of the other shard",
        look:
          otherForm === undefined
            ? look("which concerts have hash keys below 50 %, and which above? Add up their records")
            : lookAtCut(otherForm),
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

/** The learner's cut. `otherForm` is what to change if AWS's API doesn't take it as it is written. */
interface Cut {
  readonly value?: bigint;
  readonly found: string;
  readonly otherForm?: string;
}

const NOT_BIGINT = "text, not BigInt. AWS's API takes hash keys as strings, and .toString() writes one";
const NOT_HEXADECIMAL =
  "decimal digits, not hexadecimal ones. .toString(), with nothing between its brackets, writes them";
const NO_HASH_KEY =
  "a text of decimal digits, like the NewStartingHashKey of 2.1. A percentage only says where such a number lies";

function readCut(run: Evidence): Cut {
  const answer = run.answer("NEXT_CUT");
  if ("error" in answer) return { found: answer.error };
  const found = formatValue(answer.value);
  const number = parseBigInt(answer.value);
  if (number !== undefined) return { value: number, found, otherForm: NOT_BIGINT };
  const text = typeof answer.value === "string" ? answer.value : "";
  if (/^\d+$/.test(text)) return { value: BigInt(text), found };
  const [, digits] = /^(?:0x)?([\da-f]{20,32})$/i.exec(text) ?? [];
  if (digits !== undefined) return { value: BigInt(`0x${digits}`), found, otherForm: NOT_HEXADECIMAL };
  return { found, otherForm: NO_HASH_KEY };
}
