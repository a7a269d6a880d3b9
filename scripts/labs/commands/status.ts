import { labs, type Lab } from "../../../course/index";
import { isLive, readSession } from "../../start/session";
import { columns, command, type Io } from "../command";
import { exercisesOf, openExercises } from "../open-exercises";
import { ownFile } from "../own-file";
import { pristine } from "../pristine";

export const status = command({
  usage: "labs status",
  does: "Say what is running, which files you have edited and which exercises are open.",
  options: {},
  async run(_options, io: Io) {
    columns(runningHere(io.root)).forEach((line) => {
      io.out(line);
    });
    for (const lab of labs) {
      io.out("");
      io.out(`${lab.number}  ${lab.title}`);
      columns(await stateOf(io.root, lab)).forEach((line) => {
        io.out(line);
      });
    }
  },
});

function runningHere(root: string): [string, string][] {
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

async function stateOf(root: string, lab: Lab): Promise<[string, string][]> {
  const given = await pristine(root, lab);
  const files = given.map(({ path, text }): [string, string] => {
    const own = ownFile(root, path);
    if (own === undefined) return [path, `missing; \`npx labs reset ${lab.number}\` gives it back`];
    return [path, own === text ? "as handed out" : "edited"];
  });
  const open = await openExercises(root, lab);
  const all = exercisesOf(given);
  return [
    ...files,
    ["open exercises", open.length === 0 ? "none" : `${open.length} of ${all.length}: ${open.join(", ")}`],
  ];
}
