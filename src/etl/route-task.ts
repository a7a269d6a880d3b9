import { showTable } from "../display/show-table";
import { describeLearner, drawVariant, hasSolutionValues } from "../exercises/draw-variant";
import { HOMES_ELSEWHERE } from "../generators/browsing-session";

const COUNTRIES = HOMES_ELSEWHERE.map(({ country }) => country);

/** The countries whose customers a learner sends to the USA stream: the USA alone without a name, and three with one. */
export function drawUsaCountries(student: unknown): readonly string[] {
  if (hasSolutionValues(student)) return ["USA"];
  const [, ...steps] = COUNTRIES.keys();
  const { first = 0, step = 1 } = drawVariant("01-streaming-ingestion.route", String(student), {
    first: [...COUNTRIES.keys()],
    step: steps,
  });
  return ["USA", ...[first, first + step].map((at) => COUNTRIES[at % COUNTRIES.length] ?? "")];
}

/** Shows which customers a learner's script sends to which stream. */
export function showRoutes(student: unknown): void {
  const rows = drawUsaCountries(student).map((country) => ({ country, stream: "USA" }));
  showTable([...rows, { country: "all others", stream: "International" }], {
    title: `The routes for ${describeLearner(student)}`,
  });
}
