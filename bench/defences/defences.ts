import type { Bench } from "../bench";
import { WrongSetting } from "../setting";
import { readCatalogue } from "./catalogue";
import { takenAway } from "./taken-away";
import { copyOfProject } from "./without-defence";

/** Parts of attacks' names, separated by `|`, to try only some attacks: `a zip|slowloris`. */
const ONLY = (process.env["DEFENCES_ONLY"] ?? "").split("|");

export const defences: Bench = {
  name: "defences",
  does: "takes each defence that no option switches off out of a copy of the project, and runs its test: it must hold with the defence, and fail without (Linux; DEFENCES_ONLY).",
  async run(root) {
    const catalogue = readCatalogue(root);
    const wanted = takenAway.filter(({ attack }) => ONLY.some((part) => attack.includes(part)));
    if (wanted.length === 0) throw new WrongSetting(`DEFENCES_ONLY names no attack: ${ONLY.join("|")}.`);
    const copy = await copyOfProject(root);
    const missed: number[] = [];
    const known = new Map<string, string>();
    try {
      for (const taken of wanted) {
        const attack = catalogue.find(({ name }) => name === taken.attack);
        if (!attack) throw new Error(`The catalogue has no attack "${taken.attack}".`);
        const held = known.get(attack.name) ?? (await copy.runAttack(attack));
        known.set(attack.name, held);
        const without = held === "holds" ? await copy.runAttack(attack, taken) : "was not tried";
        missed.push(held === "holds" && without === "fails" ? 0 : 1);
        console.log(`  ${taken.attack}\n    the test ${held}; without ${taken.file}'s defence it ${without}`);
      }
    } finally {
      copy.remove();
    }
    const sum = missed.reduce((all, item) => all + item, 0);
    return [
      { what: `of ${missed.length} defences: not missed by their tests`, unit: "", values: [sum], goal: { atMost: 0 } },
    ];
  },
};
