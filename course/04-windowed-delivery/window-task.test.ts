import { expect } from "chai";
import { drawWindowTask, type WindowTask } from "../../src/metrics/window-task";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "04-windowed-delivery";

const countInSql = ({ minutes, metricName }: WindowTask): string[] => [
  'const FLINK_WINDOWS: string = "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest " +',
  `  "FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(\`timestamp\`), INTERVAL '${minutes}' MINUTES)) " +`,
  `  "WHERE metricName = '${metricName}' GROUP BY window_start, window_end, componentName";`,
];

describe("each learner's own windows in lab 04", () => {
  const rehearsal = useRehearsal(LAB);

  it("are the same for a name however it is written, and 12 in all", () => {
    expect(drawWindowTask(" Ada-Lovelace ")).to.deep.equal(drawWindowTask("ada-lovelace"));
    const tasks = Array.from({ length: 300 }, (_, n) => JSON.stringify(drawWindowTask(`learner-${n}`)));
    expect(new Set(tasks).size).to.equal(12);
  });

  it("give a learner full marks for their own, and advice for another learner's", async () => {
    const name = "grace-hopper";
    const grade = async (task: WindowTask) => {
      const answers = {
        [`${LAB}.student-name`]: [`const STUDENT = "${name}";`],
        [`${LAB}.flink-windows`]: countInSql(task),
      };
      const { exercises } = await rehearsal().grade(answers, { others: "open" });
      return exercises.find(({ id }) => id === `${LAB}.flink-windows`);
    };
    expect((await grade(drawWindowTask(name)))?.status).to.equal("right");
    const copied = await grade(drawWindowTask("ada-lovelace"));
    expect(copied?.status).to.equal("partial");
    expect(copied?.claims.filter(({ holds }) => !holds)).to.have.length(2);
  });

  it("are those of the name that the page has, if it isn't written out", async () => {
    const answers = {
      [`${LAB}.student-name`]: ['const STUDENT = ["grace", "hopper"].join("-");'],
      [`${LAB}.flink-windows`]: countInSql(drawWindowTask("grace-hopper")),
    };
    const { exercises } = await rehearsal().grade(answers, { others: "open" });
    expect(exercises.find(({ id }) => id === `${LAB}.flink-windows`)?.status).to.equal("right");
  });
});
