import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { findClass } from "./find-submissions";
import { createSharingZip } from "../testing/zip-bytes";
import { MissingSubmission } from "./look-at-path";
import { readSubmission } from "./read-submission";
import { formatSources } from "./source-lines";

const LAB = { notebook: "notebooks/01-lab.ipynb", scripts: ["src/app.ts", "src/truck.ts"] };
type Files = Readonly<Record<string, string | Uint8Array>>;

const createZip = (files: Files): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, data]) => [name, typeof data === "string" ? strToU8(data) : data]),
    ),
  );

describe("reading a learning platform's export", () => {
  const root = useEmptyFolder();

  const unpack = async (folder: string, files: Files): Promise<void> => {
    for (const [path, data] of Object.entries(files)) {
      await mkdir(dirname(join(root, folder, path)), { recursive: true });
      await writeFile(join(root, folder, path), data);
    }
  };

  /** What `labs grade` sees of the paths, and tells before it begins. */
  const listSeen = async (...paths: string[]) => {
    const { found, ...sources } = await findClass(
      paths.map((path) => join(root, path)),
      LAB,
    );
    const read = await Promise.all(found.map((submission) => readSubmission(submission, LAB)));
    const learners = found.map(({ id, student }, index) => ({
      id,
      ...student,
      has: read[index]?.notebook ?? read[index]?.problem?.says ?? [...(read[index]?.scripts.values() ?? [])].join(),
    }));
    return { learners, notes: read.flatMap(({ notes }) => notes), lines: formatSources(sources) };
  };

  /** The same for the export as a zip, and for its files unpacked into a folder. */
  const findBothWays = async (files: Files) => {
    await writeFile(join(root, "submissions.zip"), createZip(files));
    await unpack("submissions", files);
    const [zip, folder] = [await listSeen("submissions.zip"), await listSeen("submissions")];
    expect(folder.learners).to.deep.equal(zip.learners);
    expect(folder.notes).to.deep.equal(zip.notes);
    expect(folder.lines.map((line) => line.replace("submissions is", "submissions.zip is"))).to.deep.equal(zip.lines);
    return zip;
  };

  const NEITHER = "There is neither 01-lab.ipynb nor a script of the lab in it. It holds";

  describe("by Canvas", () => {
    it("finds learners by Canvas's number, including late ones, and two of the same name", async () => {
      const { learners, lines } = await findBothWays({
        "doejane_1234_501_01-lab.ipynb": "jane",
        "doejane_1235_502_01-lab.ipynb": "another jane",
        "o_brien_LATE_77_503_app-1.ts": "app",
        "roerichard_LATE_78_504_packed.zip": createZip({ "notebooks/01-lab.ipynb": "richard" }),
      });
      expect(learners).to.deep.equal([
        { id: "doejane-1234", lmsId: "1234", name: "doejane", has: "jane" },
        { id: "doejane-1235", lmsId: "1235", name: "doejane", has: "another jane" },
        { id: "o_brien-77", lmsId: "77", name: "o_brien", late: true, has: "app" },
        { id: "roerichard-78", lmsId: "78", name: "roerichard", late: true, has: "richard" },
      ]);
      expect(lines).to.deep.equal(["submissions.zip is an export of Canvas: 4 learners, 2 marked as late."]);
    });

    it("takes the newest of several attempts, by Canvas's number of the file, and reports that", async () => {
      const { learners, notes } = await findBothWays({
        "doejane_1234_601_01-lab-2.ipynb": "third",
        "doejane_1234_501_01-lab-1.ipynb": "second",
        "doejane_1234_99_01-lab.ipynb": "first",
        "doejane_1234_700_app.ts": "app",
      });
      expect(learners).to.deep.equal([{ id: "doejane-1234", lmsId: "1234", name: "doejane", has: "third" }]);
      expect(notes).to.include.members([
        "doejane_1234_99_01-lab.ipynb is older than doejane_1234_601_01-lab-2.ipynb, which counts.",
        "doejane_1234_501_01-lab-1.ipynb is older than doejane_1234_601_01-lab-2.ipynb, which counts.",
      ]);
    });

    it("hides the learners if grading is anonymous", async () => {
      const { learners } = await findBothWays({
        "anon_aB3dE_501_01-lab.ipynb": "one",
        "LATE_anon_12345_502_01-lab.ipynb": "two",
      });
      expect(learners).to.deep.equal([
        { id: "anon_12345", name: "anon_12345", late: true, has: "two" },
        { id: "anon_aB3dE", name: "anon_aB3dE", has: "one" },
      ]);
    });

    it("accepts learners without a notebook, and added files", async () => {
      const { learners, lines } = await findBothWays({
        "doejane_1234_501_01-lab.ipynb": "jane",
        "poetom_9_502_essay.pdf": "pdf",
        "poetom_9_503_more.pdf": "pdf",
        "typer_10_text.html": "typed",
        "roerichard_11_504_01-lab.ipynb": "richard",
        "mailed-by-anna.ipynb": "anna",
        "notes.txt": "mine",
        ".DS_Store": "",
        "__MACOSX/x": "",
      });
      expect(learners.map(({ id, has }) => [id, has])).to.deep.equal([
        ["doejane-1234", "jane"],
        [
          "poetom-9",
          "essay.pdf is a PDF: it shows the work, but it can't be run. Hand in the notebook 01-lab.ipynb itself.",
        ],
        ["roerichard-11", "richard"],
        ["typer-10", `${NEITHER} text.html.`],
        ["mailed-by-anna", "anna"],
      ]);
      expect(lines).to.deep.equal([
        "submissions.zip is an export of Canvas: 4 learners.",
        "1 more without a learner's number, graded by the name of the file: mailed-by-anna.ipynb.",
        "Ignored, because it's not a notebook, script of the lab, zip or folder: notes.txt.",
      ]);
    });

    it("counts a learner in two downloads once: the newest file counts, whichever is named last", async () => {
      const monday = { "doejane_1234_501_01-lab.ipynb": "old", "roerichard_78_505_01-lab.ipynb": "richard" };
      await writeFile(join(root, "monday.zip"), createZip(monday));
      await writeFile(join(root, "tuesday.zip"), createZip({ "doejane_LATE_1234_601_01-lab-1.ipynb": "new" }));
      for (const paths of [
        ["monday.zip", "tuesday.zip"],
        ["tuesday.zip", "monday.zip"],
      ]) {
        const { learners, lines } = await listSeen(...paths);
        expect(learners.map(({ id, has }) => [id, has])).to.have.deep.members([
          ["doejane-1234", "new"],
          ["roerichard-78", "richard"],
        ]);
        expect(lines.at(-1)).to.equal("doejane-1234 is in several exports: tuesday.zip counts.");
      }
    });
  });

  describe("by Moodle", () => {
    it("finds a folder for each learner, even if there is only one, and two of the same name", async () => {
      const first = { "Jane Doe_123_assignsubmission_file/01-lab.ipynb": "jane" };
      expect((await findBothWays(first)).learners).to.deep.equal([
        { id: "Jane Doe-123", lmsId: "123", name: "Jane Doe", has: "jane" },
      ]);
      const { learners, lines } = await findBothWays({
        ...first,
        "Jane Doe_124_assignsubmission_file_/src/app.ts": "another jane",
        "Zoë Ó Brien_125_assignsubmission_file_/packed.zip": createZip({ "01-lab.ipynb": "zoë" }),
      });
      expect(learners.map(({ id, lmsId, has }) => [id, lmsId, has])).to.deep.equal([
        ["Jane Doe-123", "123", "jane"],
        ["Jane Doe-124", "124", "another jane"],
        ["Zoë Ó Brien-125", "125", "zoë"],
      ]);
      expect(lines).to.deep.equal(["submissions.zip is an export of Moodle: 3 learners."]);
    });

    it("accepts submitted text, which can't be graded if there is nothing else", async () => {
      const { learners } = await findBothWays({
        "Jane Doe_123_assignsubmission_file_/01-lab.ipynb": "jane",
        "Jane Doe_123_assignsubmission_onlinetext_/onlinetext.html": "hello",
        "Tom Poe_124_assignsubmission_onlinetext_/onlinetext.html": "hello",
      });
      expect(learners.map(({ id, has }) => [id, has])).to.deep.equal([
        ["Jane Doe-123", "jane"],
        ["Tom Poe-124", `${NEITHER} onlinetext.html.`],
      ]);
    });

    it("accepts an export without folders", async () => {
      const { learners } = await findBothWays({
        "Participant_123_assignsubmission_file_01-lab.ipynb": "jane",
        "Participant_124_assignsubmission_file_gas_truck.ts": "truck",
        "Participant_124_assignsubmission_onlinetext_onlinetext.html": "hello",
      });
      expect(learners).to.deep.equal([
        { id: "Participant-123", lmsId: "123", name: "Participant", has: "jane" },
        { id: "Participant-124", lmsId: "124", name: "Participant", has: "truck" },
      ]);
    });
  });

  describe("by Gradescope", () => {
    const METADATA = [
      "submission_1:",
      "  :submitters:",
      "  - :name: Jane Doe",
      "    :sid: '7'",
      "    :email: jane@example.org",
      "  :created_at: 2026-11-20 09:15:02.000000000 +01:00",
      "  :score: 3.0",
      "  :history:",
      "  - :id: 17",
      "    :created_at: 2026-11-19 09:15:02.000000000 +01:00",
      "submission_2:",
      "  :submitters:",
      "  - :name: 'Pat O''Brien'",
      "    :email: pat@example.org",
      "  - :name: Jane Doe",
      "    :email: other.jane@example.org",
      "  :created_at: 2026-11-20 10:00:00 Z",
      "submission_3:",
      "  :submitters:",
      "  - :name: Tom Poe",
      "    :sid:",
      "    :email:",
      "",
    ].join("\r\n");

    it("finds learners by their email addresses, each member of a group, and those who submitted no file", async () => {
      const { learners, lines } = await findBothWays({
        "assignment_9_export/submission_metadata.yml": METADATA,
        "assignment_9_export/submission_1/01-lab.ipynb": "jane",
        "assignment_9_export/submission_2/01-lab.ipynb": "pair",
        "assignment_9_export/submission_4/01-lab.ipynb": "nobody knows",
      });
      const together = { submitted: "2026-11-20T10:00:00.000Z", has: "pair" };
      expect(learners).to.deep.equal([
        {
          id: "jane@example.org",
          name: "Jane Doe",
          email: "jane@example.org",
          submitted: "2026-11-20T08:15:02.000Z",
          has: "jane",
        },
        { id: "pat@example.org", name: "Pat O'Brien", email: "pat@example.org", ...together },
        { id: "other.jane@example.org", name: "Jane Doe", email: "other.jane@example.org", ...together },
        { id: "submission_4", has: "nobody knows" },
        { id: "Tom Poe-3", name: "Tom Poe", has: `${NEITHER} no file.` },
      ]);
      expect(lines).to.have.lengthOf(1);
      expect(lines[0]).to.match(/is an export of Gradescope: 5 learners\.$/);
    });
  });

  it("finds the export in a folder that contains only its zip", async () => {
    await unpack("Downloads", { "submissions.zip": createZip({ "doejane_1234_501_01-lab.ipynb": "jane" }) });
    expect((await listSeen("Downloads")).learners.map(({ id }) => id)).to.deep.equal(["doejane-1234"]);
    // A learner's own zip may have names like Canvas's in it: they are nobody's beside others.
    await unpack("class", {
      "anna.zip": createZip({ "doejane_1234_501_01-lab.ipynb": "forged", "01-lab.ipynb": "anna" }),
      "bert.ipynb": "bert",
    });
    expect((await listSeen("class")).learners).to.deep.equal([
      { id: "anna", has: "anna" },
      { id: "bert", has: "bert" },
    ]);
  });

  for (const [title, uploaded, other] of [
    ["Canvas", "doejane_1234_56789_b.zip", "roerichard_78_504_01-lab.ipynb"],
    ["Moodle", "Jane Doe_12_assignsubmission_file_/b.zip", "Tom Poe_13_assignsubmission_file_/01-lab.ipynb"],
    ["Moodle, without folders", "Jane Doe_12_assignsubmission_file_b.zip", "Tom_13_assignsubmission_file_01-lab.ipynb"],
    ["no platform, with a folder for each learner", "jane/b.zip", "tom/01-lab.ipynb"],
  ] as const) {
    it(`opens a zip in the zip that a learner uploaded, but no third one, in a download of ${title}`, async () => {
      const packed = { "a.zip": createZip({ "notebooks/01-lab.ipynb": "jane" }) };
      const { learners } = await findBothWays({ [other]: "tom", [uploaded]: createZip(packed) });
      expect(learners.map(({ has }) => has)).to.have.members(["jane", "tom"]);
      const threefold = createZip({ "c.zip": createZip(packed) });
      const { learners: refused } = await findBothWays({ [other]: "tom", [uploaded]: threefold });
      expect(refused.map(({ has }) => has)).to.have.members([`${NEITHER} a.zip.`, "tom"]);
    });
  }

  it("keeps the limits of a zip for each zip inside it", async () => {
    const outside = createZip({ "../01-lab.ipynb": "out" });
    const { learners } = await findBothWays({
      "doejane_1_2_b.zip": createZip({ "a.zip": outside }),
      "roerichard_2_3_b.zip": createZip({ "a.zip": createSharingZip(["01-lab.ipynb", "b"], Buffer.alloc(1000)) }),
    });
    expect(learners.map(({ has }) => has)).to.deep.equal([
      "The zip holds a path that leads out of it: ../01-lab.ipynb",
      "Files in the zip overlap.",
    ]);
  });

  it("ignores the metadata if names follow another platform: each file counts by its own name, and the instructor is informed", async () => {
    const { learners, lines } = await findBothWays({
      "lab_s123_attempt_2026-11-20-10-00-00_01-lab.ipynb": "jane",
      "lab_s124_attempt_2026-11-20-10-00-00_01-lab.ipynb": "richard",
      "lab_s123_attempt_2026-11-20-10-00-00.txt": "about",
    });
    expect(learners.map(({ has }) => has)).to.deep.equal(["jane", "richard"]);
    expect(lines).to.deep.equal([
      "submissions.zip is not an export of Canvas, Moodle or Gradescope: each folder, zip, notebook or script in it counts as one submission.",
      "Ignored, because it's not a notebook, script of the lab, zip or folder: lab_s123_attempt_2026-11-20-10-00-00.txt.",
    ]);
  });

  for (const [title, files, says] of [
    [
      "a path that leads out",
      { "doejane_1_2_01-lab.ipynb": "jane", "../doejane_1_3_01-lab.ipynb": "out" },
      /a path that leads out of it: \.\.\//,
    ],
    [
      "a metadata file that unpacks to more than any class has",
      { "submission_metadata.yml": new Uint8Array(17 * 2 ** 20), "submission_1/01-lab.ipynb": "jane" },
      /submission_metadata\.yml is larger than 16 MiB/,
    ],
  ] as const) {
    it(`refuses the whole export with ${title}`, async () => {
      await writeFile(join(root, "submissions.zip"), createZip(files));
      const { learners } = await listSeen("submissions.zip");
      expect(learners.map(({ id }) => id)).to.deep.equal(["submissions"]);
      expect(learners[0]?.has).to.match(says);
    });
  }

  it("refuses an export with nothing that could be graded", async () => {
    await unpack("submissions", { "notes.txt": "mine" });
    const outcome = await listSeen("submissions").catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(MissingSubmission);
  });
});
