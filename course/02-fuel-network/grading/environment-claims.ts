import { expect } from "chai";
import { formatHint, it, formatValue, type EvidencePair } from "../../../grader/index";
import { getNetwork } from "./network";
import { requireFromSolution } from "../../evidence-words";

/** One claim for each environment variable of a function. */
export function claimEnvironment(name: "GasStationApp" | "FuelPlanningApp", { learner, solution }: EvidencePair): void {
  const expected = requireFromSolution(getNetwork(solution).environments[name]);
  const environment = getNetwork(learner).environments[name];
  // The hosts of the two runs' clouds differ, so they are left out of the comparison.
  const formatPosition = (value = "") => value.replace(/^http:\/\/[^/]+/, "");
  for (const [variable, value] of Object.entries(expected)) {
    const other = findOtherSpelling(environment, variable);
    it(`tells ${name} its ${variable}`, () => {
      expect(
        formatPosition(environment?.[variable]),
        formatHint({
          expected: `${variable} is ${formatValue(formatPosition(value))}`,
          found: environment
            ? `it is ${formatValue(environment[variable] && formatPosition(environment[variable]))}`
            : (learner.findCell(name === "GasStationApp" ? "deploy-gas-station" : "deploy-fuel-planning")?.error ??
              `there is no function ${name}`),
          look:
            other === undefined
              ? `the value of ${variable}`
              : `${other}: the code of the function reads ${variable}, in exactly these letters`,
          because: environment ? undefined : name,
        }),
      ).to.equal(formatPosition(value));
    });
  }
}

/** The name of a variable that differs from the one asked for in its capitals and signs alone, if that one is missing. */
function findOtherSpelling(environment: Readonly<Record<string, string>> = {}, variable: string): string | undefined {
  const simplify = (text: string): string => text.replace(/[^a-z0-9]/gi, "").toLowerCase();
  return variable in environment
    ? undefined
    : Object.keys(environment).find((other) => simplify(other) === simplify(variable));
}
