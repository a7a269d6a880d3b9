import { expect } from "chai";
import { formatHint, it, formatValue, type EvidencePair } from "../../../grader/index";
import { getNetwork } from "./network";
import { requireFromSolution } from "./words";

/** One claim for each environment variable of a function. */
export function claimEnvironment(name: "GasStationApp" | "FuelPlanningApp", { learner, solution }: EvidencePair): void {
  const expected = requireFromSolution(getNetwork(solution).environments[name]);
  const environment = getNetwork(learner).environments[name];
  // The hosts of the two runs' clouds differ, so they are left out of the comparison.
  const formatPosition = (value = "") => value.replace(/^http:\/\/[^/]+/, "");
  for (const [variable, value] of Object.entries(expected)) {
    it(`tells ${name} its ${variable}`, () => {
      expect(
        formatPosition(environment?.[variable]),
        formatHint({
          expected: `${variable} is ${formatValue(formatPosition(value))}`,
          found: environment
            ? `it is ${formatValue(environment[variable] && formatPosition(environment[variable]))}`
            : (learner.findCell(name === "GasStationApp" ? "deploy-gas-station" : "deploy-fuel-planning")?.error ??
              `there is no function ${name}`),
          look: `the value of ${variable}`,
          because: environment ? undefined : name,
        }),
      ).to.equal(formatPosition(value));
    });
  }
}
