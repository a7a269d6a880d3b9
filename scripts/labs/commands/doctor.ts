import { formatColumns, declareCommand } from "../command";
import { checks } from "../doctor/findings";

const MARKS = { good: "ok", note: "note", wanting: "NO" };

export const doctor = declareCommand({
  usage: "labs doctor",
  does: "Check everything the labs depend on, and explain how to fix what is missing.",
  options: {},
  async run(_options, io) {
    const looks = await Promise.all(checks.map((check) => check(io.root, io.env)));
    const findings = looks.filter((found) => found !== undefined);
    formatColumns(
      findings.map(({ what: label, state, says }) => [`${MARKS[state].padEnd(4)}  ${label}`, says]),
    ).forEach((line) => {
      io.printResult(line);
    });
    return findings.some(({ state }) => state === "wanting") ? 1 : 0;
  },
});
