import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { NO_CLOUD } from "../evidence/evidence";
import { formatRecordedLab, getRecordingPath, loadRecordedLab, type RecordedLab } from "./recorded-lab";

const LAB = "01-streaming-ingestion";
const QUIZ = { "partition-key": "d", query: 'SELECT STREAM "first" FROM "SOURCE_SQL_STREAM_001"' };
const RECORDED: RecordedLab = {
  seed: 1,
  skeleton: { lab: LAB, cells: [], scripts: [] } as unknown as RecordedLab["skeleton"],
  runs: {
    notebook: {
      cloud: NO_CLOUD,
      journal: [],
      cells: [],
      scripts: [],
      seen: {},
      answers: { quiz: { value: QUIZ } },
      end: "done",
    },
  },
};

describe("a lab's recording", () => {
  const root = createTemporaryFolder();
  const write = async (lab: string, text: string): Promise<void> => {
    const file = join(root, getRecordingPath(lab));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };

  it("is loaded as it was recorded, and shows nothing of the runs in its file", async () => {
    const text = formatRecordedLab(LAB, RECORDED);
    await write(LAB, text);
    expect(await loadRecordedLab(root, LAB)).to.deep.equal(RECORDED);
    expect(text).not.to.match(/partition-key|SELECT|answers|quiz/);
    const { runs, ...rest } = JSON.parse(text) as { runs: string };
    expect(rest).to.deep.equal({ seed: 1, skeleton: RECORDED.skeleton });
    expect(Buffer.from(runs, "base64").toString("latin1")).not.to.match(/partition-key|SELECT|answers|quiz/);
  });

  it("looks different in each copy", () => {
    expect(formatRecordedLab(LAB, RECORDED)).not.to.equal(formatRecordedLab(LAB, RECORDED));
  });

  it("opens only under its lab's name, and only unchanged", async () => {
    await write("02-fuel-network", formatRecordedLab(LAB, RECORDED));
    const openOther = await loadRecordedLab(root, "02-fuel-network").catch((error: unknown) => error);
    expect(openOther).to.be.an("error");
  });
});
