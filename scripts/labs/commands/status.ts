import { labs, type Lab } from "../../../course/index";
import { countPredictions } from "../../../src/exercises/predict";
import { listHintCounts } from "../../../src/exercises/hint";
import { isLive, readSession } from "../../start/session";
import { formatColumns, declareCommand, type CommandIo } from "../command";
import { listExercises, openExercises } from "../open-exercises";
import { readLearnerFile } from "../learner-file";
import { restorePristine } from "../pristine";

export const status = declareCommand({
  usage: "labs status",
  does: "Show what is running, which files you have edited and which exercises are open.",
  options: {},
  async run(_options, io: CommandIo) {
    formatColumns(describeRunning(io.root)).forEach((line) => {
      io.printResult(line);
    });
    for (const lab of labs) {
      io.printResult("");
      io.printResult(`${lab.number}  ${lab.title}`);
      formatColumns(await describeState(io.root, lab)).forEach((line) => {
        io.printResult(line);
      });
    }
  },
});

function describeRunning(root: string): [string, string][] {
  const session = readSession(root);
  if (session === undefined || !isLive(session)) return [["nothing is running", "start with `npm start`"]];
  return [
    [
      "lab cloud",
      session.target === "aws"
        ? "none: the labs run on AWS"
        : session.port === undefined
          ? "starting"
          : `http://127.0.0.1:${session.port}`,
    ],
    ["JupyterLab", session.url ?? "starting"],
  ];
}

async function describeState(root: string, lab: Lab): Promise<[string, string][]> {
  const pristine = await restorePristine(root, lab);
  const files = pristine.map(({ path, text }): [string, string] => {
    const current = readLearnerFile(root, path);
    if (current === undefined) return [path, `missing; \`npx labs reset ${lab.number}\` gives it back`];
    return [path, current === text ? "as handed out" : "edited"];
  });
  const open = await openExercises(root, lab);
  const all = listExercises(pristine);
  const { made: predicted, right } = countPredictions(root, lab.id);
  const hinted = Object.entries(listHintCounts(root, lab.id)).map(([id, seen]) => `${id} ${seen} of 3`);
  return [
    ...files,
    ...(predicted === 0 ? [] : [["predictions", `${predicted} made, ${right} came true`] as [string, string]]),
    ...(hinted.length === 0 ? [] : [["hints", hinted.join(", ")] as [string, string]]),
    ["open exercises", open.length === 0 ? "none" : `${open.length} of ${all.length}: ${open.join(", ")}`],
  ];
}
