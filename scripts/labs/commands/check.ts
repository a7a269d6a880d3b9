import { command, Failure, UsageError } from "../command";
import { exerciseIds } from "../exercise-ids";
import { openGraderBundle } from "../grader-bundle";
import { tellOwnCloud } from "../own-cloud";
import { whichLab } from "../which-lab";

export const check = command({
  usage: "labs check <lab> [--exercise ID]",
  does: "Look at your saved notebook and scripts, and say what is right, wrong or still open.",
  args: ["<lab>"],
  options: {
    exercise: { type: "string", value: "ID", help: "one exercise, such as 01-streaming-ingestion.create-buckets" },
  },
  async run({ exercise }, io, [named = ""]) {
    const lab = whichLab(named);
    if (exercise !== undefined) await mustExist(io.root, lab.id, exercise);
    const { checkLab, feedbackText, GraderFault } = await openGraderBundle(io.root);
    const result = await checkLab({ root: io.root, lab, exercise }).catch((error: unknown) => {
      if (error instanceof GraderFault)
        throw new Failure(`The check itself is broken, your work is not to blame:\n${error.message}`, { cause: error });
      throw error;
    });
    feedbackText(result).forEach((line) => {
      io.out(line);
    });
    await tellOwnCloud(result.made, io);
    return result.status === "graded" && result.exercises.every(({ status }) => status === "right") ? 0 : 1;
  },
});

async function mustExist(root: string, lab: string, exercise: string): Promise<void> {
  const ids = await exerciseIds(root, lab);
  if (!ids.includes(exercise))
    throw new UsageError(`Lab ${lab} has no exercise "${exercise}". They are: ${ids.join(", ")}.`);
}
