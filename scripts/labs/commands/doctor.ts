import { columns, command } from "../command";
import { checks } from "../doctor/findings";

const MARKS = { good: "ok", note: "note", wanting: "NO" };

export const doctor = command({
  usage: "labs doctor",
  does: "Check everything the labs depend on, and explain how to fix what is missing.",
  options: {},
  async run(_options, io) {
    const looks = await Promise.all(checks.map((check) => check(io.root, io.env)));
    const findings = looks.filter((found) => found !== undefined);
    columns(findings.map(({ what, state, says }) => [`${MARKS[state].padEnd(4)}  ${what}`, says])).forEach((line) => {
      io.out(line);
    });
    return findings.some(({ state }) => state === "wanting") ? 1 : 0;
  },
});
