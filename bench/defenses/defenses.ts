import { WrongSetting, type Bench } from "../bench";
import { readCatalog } from "./catalog";
import { removedDefenses } from "./removed-defenses";
import { openProjectCopy } from "./without-defense";

/** Parts of attacks' names, separated by `|`, to try only some attacks: `a zip|slowloris`. */
const ONLY = (process.env["DEFENSES_ONLY"] ?? "").split("|");

export const defenses: Bench = {
  name: "defenses",
  does: "takes each defense that no option switches off out of a copy of the project, and runs its test: it must hold with the defense, and fail without (Linux; DEFENSES_ONLY).",
  async run(root) {
    const catalog = readCatalog(root);
    const selected = removedDefenses.filter(({ attack }) => ONLY.some((part) => attack.includes(part)));
    if (selected.length === 0) throw new WrongSetting(`DEFENSES_ONLY names no attack: ${ONLY.join("|")}.`);
    const copy = await openProjectCopy(root);
    const missed: number[] = [];
    const known = new Map<string, string>();
    try {
      for (const taken of selected) {
        const attack = catalog.find(({ name }) => name === taken.attack);
        if (!attack) throw new Error(`The catalog has no attack "${taken.attack}".`);
        const held = known.get(attack.name) ?? (await copy.runAttack(attack));
        known.set(attack.name, held);
        const without = held === "holds" ? await copy.runAttack(attack, taken) : "was not tried";
        missed.push(held === "holds" && without === "fails" ? 0 : 1);
        console.log(`  ${taken.attack}\n    the test ${held}; without ${taken.file}'s defense it ${without}`);
      }
    } finally {
      copy.remove();
    }
    const sum = missed.reduce((all, item) => all + item, 0);
    return [
      { what: `of ${missed.length} defenses: not missed by their tests`, unit: "", values: [sum], goal: { atMost: 0 } },
    ];
  },
};
