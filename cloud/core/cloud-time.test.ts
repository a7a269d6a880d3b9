import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { Storage } from "../storage/storage";
import { openCloudTime, type CloudTime } from "./cloud-time";

const START = Date.parse("2030-01-01T00:00:00Z");

describe("the saved clock of a data folder", () => {
  const data = createTemporaryFolder();
  const messages: string[] = [];
  let storage: Storage;
  beforeEach(() => {
    messages.length = 0;
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
  });
  afterEach(() => {
    storage.clear();
    storage.close();
  });
  const openTime = ({ startAt = START, speed = 0 } = {}): CloudTime => openAt(startAt, { leadMs: 5_000, speed });
  const openAt = (startAt: number | undefined, { leadMs, speed }: { leadMs: number; speed: number }): CloudTime =>
    openCloudTime(storage, {
      startAt,
      leadMs,
      speed,
      onError: (error) => void messages.push(`bug: ${String(error)}`),
      log: (line) => void messages.push(line),
    });
  const readNote = (): unknown => storage.readDocument("clock.json");

  it("starts no earlier than configured, continues where it stopped, and never goes back", async () => {
    const first = openTime();
    expect(readNote()).to.deep.equal({ now: START - 5_000, upMs: 0, starts: 1 });
    await first.clock.advance(60);
    expect(readNote()).to.deep.equal({ now: START + 55_000, upMs: 60_000, starts: 1 });
    await first.stop();
    const second = openTime();
    expect([second.starts, second.clock.now(), second.clock.getUpMs()]).to.deep.equal([2, START + 55_000, 60_000]);
    await second.stop();
    const later = openTime({ startAt: START + 3_600_000 });
    expect([later.clock.now(), later.clock.getUpMs()]).to.deep.equal([START + 3_600_000, 60_000]);
    await later.stop();
  });

  it("starts at the present by default, not earlier: a client's own time is never in the cloud's future", async () => {
    storage.close();
    storage = new Storage({ data: createTemporaryFolder(), survivesPowerLoss: false, onCut: () => undefined });
    const earliest = Date.now();
    const time = openAt(undefined, { leadMs: 0, speed: 0 });
    expect(time.clock.now()).to.be.within(earliest, Date.now());
    await time.stop();
  });

  it("skips the time that may have passed unrecorded, if the clock is paced", async () => {
    storage.writeDocument("clock.json", { now: START, upMs: 7, starts: 4 });
    const paced = openTime({ speed: 2 });
    expect(paced.starts).to.equal(5);
    expect(paced.clock.now()).to.be.at.least(START + 10_000);
    await paced.stop();
    const { now, upMs } = readNote() as { readonly now: number; readonly upMs: number };
    expect(now).to.be.at.least(START + 10_000);
    expect(upMs, "not a second of those that were left out").to.be.within(7, 1_000_000);
  });

  it("continues on a full disk and reports it, but treats other write errors as bugs", async () => {
    const time = openTime();
    const { writeDocument } = storage;
    for (const code of ["ENOSPC", "EIO"]) {
      storage.writeDocument = () => {
        throw Object.assign(new Error(code), { code });
      };
      await time.clock.advance(1);
    }
    storage.writeDocument = writeDocument;
    expect(messages).to.deep.equal([
      `the cloud's time is not noted: ${data} is on a disk that is full`,
      "bug: Error: EIO",
    ]);
    await time.clock.advance(1);
    expect(readNote()).to.include({ upMs: time.clock.getUpMs() });
    await time.stop();
  });
});
