import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import type { GradeResults } from "../../grader/index";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { checkLearnerFolder, createLearnerFolder, runLabs } from "./testing/learner-folder";
import { hint } from "../../src/exercises/hint";
import { comparePrediction, predict } from "../../src/exercises/predict";
import { showQuiz } from "../../src/quiz/show-quiz";
import { captureOutput } from "../../src/testing/capture-output";
import { loadMistakes } from "../../course/testing/load-mistakes";

const ROOT = join(import.meta.dirname, "..", "..");
const LAB = "05-resharding";
/** Two wrong answers, by exercise. */
const WRONG = Object.fromEntries(
  (await loadMistakes(LAB))
    .filter(({ name }) => ["number-too-large", "split-at-the-hot-key"].includes(name))
    .map(({ exercise, answer }) => [exercise, answer] as const),
);

describe("a learner with a German notebook", () => {
  const NOTEBOOK = `notebooks/${LAB}.ipynb`;
  const output = captureOutput();
  const home = process.cwd();
  let root = "";

  const openFolder = (language: string): Promise<string> => createLearnerFolder(LAB, { answers: WRONG, language });
  const checkLab = (): Promise<string> => checkLearnerFolder(root, LAB);

  beforeEach(async () => {
    root = await openFolder("de");
    process.chdir(root);
  });
  afterEach(() => {
    process.chdir(home);
  });

  it("gets the hints in German, one after the other", async () => {
    for (const says of ["Welche beiden Bereiche", "Schau in die Tabelle unter 2.1", "eine Eigenschaft `id`"]) {
      await hint(`${LAB}.merge`);
      expect(output.getText()).to.include(says);
    }
    expect(output.getText()).to.include("**1. Frag dich.**").and.include("bekommst du Tipp 2 von 3");
    expect(output.getText()).to.include(
      `Das war der letzte Tipp. Prüfe, was du hast: \`await check("${LAB}.merge")\`.`,
    );
    expect(output.getText()).to.not.match(/\b(the|hint \d)\b/);
  });

  it("reads the quiz and the comparison of a prediction in German, with the names that the code has", async () => {
    showQuiz(LAB, "Ada");
    await predict(`${LAB}.merge`, "yes");
    await comparePrediction(`${LAB}.merge`, "no");
    expect(output.getText())
      .to.include("merge-which: Welche zwei Shards kannst du verbinden? (ein Buchstabe)")
      .and.include("Deine Vorhersage ist notiert: yes.")
      .and.include("Es kam anders. Der neue Shard hätte in der Mitte eine Lücke")
      .and.not.match(/\b(the|which two|one letter|you predicted)\b/i);
  });

  it("reads the feedback of a check in German", async function () {
    skipIf(this, LEFT_TO_CI);
    const german = await checkLab();
    expect(german.split("\n").map((line) => line.trim())).to.include.members([
      "✗ 1.1 Den Hash-Schlüssel eines Partitionsschlüssels finden: noch nicht richtig",
      "Sieh nach: die Zeile mit return: BigInt(…) liest hexadezimale Ziffern, .toString() schreibt dezimale.",
      "– Noch nicht geprüft: nimmt den MD5-Hash des Partitionsschlüssels; nimmt die Bytes eines Schlüssels in UTF-8.",
      "◐ 2.1 Den überlasteten Shard teilen: teilweise richtig",
      "Erwartet: den beiden neuen Shards gehören gleich viele Hash-Schlüssel.",
      "○ 3.1 Darf dieser Shard gelesen werden? noch offen",
      "0 von 8 Aufgaben sind richtig.",
    ]);
    expect(german).to.match(/Gefunden: der Bereich von 50–90 % wurde bei 58\.1 % geteilt\./);
    expect(german).to.not.match(/\b(the|is|are|your)\b/i);
  });

  it("sees the solution in German after a check and three hints, but not of an exercise that is open", async function () {
    skipIf(this, LEFT_TO_CI);
    await checkLab();
    for (const exercise of ["split", "parents-first"]) for (let n = 0; n < 4; n += 1) await hint(`${LAB}.${exercise}`);
    expect(output.getText()).to.include("**Eine Lösung.**").and.include("const middle = (start + end) / 2n;");
    expect(output.getText()).to.include("Überlastet ist der Shard").and.not.include("AdjacentParentShardId ?? ");
  });

  it("gets the feedback page in German, with the same marks as for the English notebook, and tables in English", async function () {
    skipIf(this, LEFT_TO_CI);
    for (const [name, language] of [
      ["anna", "de"],
      ["bert", "en"],
      ["carla", "xx"],
    ] as const) {
      const text = readFileSync(join(await openFolder(language === "xx" ? "de" : language), NOTEBOOK), "utf8");
      mkdirSync(join(root, "handed-in"), { recursive: true });
      writeFileSync(
        join(root, "handed-in", `${name}.ipynb`),
        text.replace('"language": "de"', `"language": "${language}"`),
      );
    }
    const unsafe = explainNotConfined(DEFAULT_LIMITS) === undefined ? [] : ["--unsafe"];
    const out = join(root, "grades");
    root = ROOT;
    await runLabs(root, ["grade", "05", join(dirname(out), "handed-in"), "--out", out, "--workers", "1", ...unsafe]);
    const { submissions } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
    const [german, english, unknown] = submissions.map(({ exercises }) => exercises);
    expect([german, unknown]).to.deep.equal([english, english]);
    const read = (name: string): string => readFileSync(join(out, "submissions", name, "feedback.html"), "utf8");
    expect(read("anna"))
      .to.include('<html lang="de">')
      .and.include("Rückmeldung für anna zu 05-resharding")
      .and.include("2.1 Den überlasteten Shard teilen: teilweise richtig")
      .and.include("Aufgaben und Punkte");
    // How the cloud differed from the solution's is said in English.
    const page = read("anna").replaceAll(/<style>[^]*<\/style>|<li>The stream [^<]*<\/li>/g, "");
    expect(page).to.not.match(/\b(the|points|expected)\b/i);
    for (const name of ["bert", "carla"])
      expect(read(name)).to.include('<html lang="en">').and.include("2.1 Split the busy shard");
    expect(readFileSync(join(out, "grades.csv"), "utf8")).to.not.match(/teilweise|Punkte/);
  });
});
