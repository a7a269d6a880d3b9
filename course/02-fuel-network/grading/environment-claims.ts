import { expect } from "chai";
import { hint, it, shown, type Sides } from "../../../grader/index";
import { networkOf } from "./network";
import { inSolution } from "./words";

/** One claim for each environment variable of a function. */
export function environmentClaims(name: "GasStationApp" | "FuelPlanningApp", { learner, solution }: Sides): void {
  const wanted = inSolution(networkOf(solution).environments[name]);
  const own = networkOf(learner).environments[name];
  // The hosts of the two runs' clouds differ, so they are left out of the comparison.
  const place = (value = "") => value.replace(/^http:\/\/[^/]+/, "");
  for (const [variable, value] of Object.entries(wanted)) {
    it(`tells ${name} its ${variable}`, () => {
      expect(
        place(own?.[variable]),
        hint({
          expected: `${variable} is ${shown(place(value))}`,
          found: own
            ? `it is ${shown(own[variable] && place(own[variable]))}`
            : (learner.cell(name === "GasStationApp" ? "deploy-gas-station" : "deploy-fuel-planning")?.error ??
              `there is no function ${name}`),
          look: `the value of ${variable}`,
          because: own ? undefined : name,
        }),
      ).to.equal(place(value));
    });
  }
}
