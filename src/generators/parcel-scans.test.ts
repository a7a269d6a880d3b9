import { expect } from "chai";
import { addBoundaryScans, createScanFeed, rejectLightScans } from "./parcel-scans";

describe("a feed of parcel scans", () => {
  const now = new Date("2030-01-01T06:00:00Z");
  const { lines, scans, bad } = createScanFeed({ seed: 3, count: 600, now });

  it("has valid scans of two days, and one damaged line in a hundred", () => {
    expect([lines.length, scans.length, bad.length]).to.deep.equal([600, 594, 6]);
    expect(lines.filter((line) => !bad.includes(line))).to.deep.equal(scans.map((scan) => JSON.stringify(scan)));
    const days = new Set(scans.map(({ scanned_at }) => scanned_at.slice(0, 10)));
    expect([...days].toSorted()).to.deep.equal(["2029-12-31", "2030-01-01"]);
    expect(new Set(scans.map(({ scan_id }) => scan_id)).size).to.equal(scans.length);
    expect(scans.every(({ weight_g }) => weight_g > 0)).to.equal(true);
  });

  it("has second scans of a parcel at a depot on a day, and text beyond ASCII", () => {
    const places = scans.map(({ parcel_id, depot, scanned_at }) => `${parcel_id} ${depot} ${scanned_at.slice(0, 10)}`);
    expect(places.length - new Set(places).size).to.equal(10);
    expect(scans.some(({ note }) => Buffer.byteLength(note) > note.length)).to.equal(true);
  });

  it("damages lines in three ways, in turn", () => {
    for (const [at, line] of bad.entries()) {
      if (at % 3 === 0) expect(() => JSON.parse(line) as unknown).to.throw(SyntaxError);
      else if (at % 3 === 1) expect(JSON.parse(line)).to.not.have.property("scan_id");
      else expect((JSON.parse(line) as { weight_g: number }).weight_g).to.be.below(0);
    }
  });

  it("has light scans among its bad lines for a carrier who rejects them, and is otherwise the same", () => {
    const strict = rejectLightScans({ lines, scans, bad }, 1_000);
    const light = scans.filter(({ weight_g }) => weight_g <= 1_000);
    expect(light.length).to.be.greaterThan(5);
    expect(strict.scans).to.deep.equal(scans.filter((scan) => !light.includes(scan)));
    expect(strict.bad).to.deep.equal([...bad, ...light.map((scan) => JSON.stringify(scan))]);
    expect(rejectLightScans({ lines, scans, bad }, 0)).to.deep.equal({ lines, scans, bad });
  });

  it("gets scans of given weights, and one with two faults, instead of valid ones", () => {
    const feed = addBoundaryScans({ lines, scans, bad }, [0, 700]);
    expect([feed.lines.length, feed.scans.length, feed.bad.length]).to.deep.equal([600, 593, 7]);
    const changed = feed.lines.filter((line, at) => line !== lines[at]).map((line) => JSON.parse(line) as object);
    const [first, second, third] = [10, 30, 50].map((at) => scans[at]);
    expect(changed).to.deep.equal([
      JSON.parse(JSON.stringify({ ...first, scan_id: undefined, weight_g: -1 })),
      { ...second, weight_g: 0 },
      { ...third, weight_g: 700 },
    ]);
    for (const leastGrams of [0, 699, 700]) {
      const { scans: valid, bad: rejected } = rejectLightScans(feed, leastGrams);
      expect(valid.every(({ weight_g }) => weight_g > leastGrams)).to.equal(true);
      expect([...valid.map((scan) => JSON.stringify(scan)), ...rejected].toSorted()).to.deep.equal(
        feed.lines.toSorted(),
      );
      expect(valid.some(({ weight_g }) => weight_g === 700)).to.equal(leastGrams < 700);
    }
  });

  it("is the same for the same seed on the same day, and another for another", () => {
    const later = new Date("2030-01-01T23:59:59Z");
    expect(createScanFeed({ seed: 3, count: 600, now: later }).lines).to.deep.equal(lines);
    expect(createScanFeed({ seed: 4, count: 600, now }).lines).to.not.deep.equal(lines);
  });
});
