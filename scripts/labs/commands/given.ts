import { command } from "../command";
import { setUpGivens, targetOf } from "../givens";
import { whichLab } from "../which-lab";

export const given = command({
  usage: "labs given <lab>",
  does: "Set up what a lab takes as already there; what is there stays.",
  args: ["<lab>"],
  options: {},
  async run(_options, io, [named = ""]) {
    await setUpGivens(io.root, [whichLab(named)], targetOf(io));
  },
});
