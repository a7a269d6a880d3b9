import { readFileSync } from "node:fs";
import { expect } from "chai";
import { browsingSession } from "./browsing-session";
import { drawExponential, seededRandom } from "./random";

const createMany = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => browsingSession(random));
};

describe("browsingSession", () => {
  it("has the members of data/example_record.json, with the same types", () => {
    const describeShape = (value: object): object =>
      Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          Array.isArray(item) ? item.slice(0, 1).map(describeShape) : typeof item,
        ]),
      );
    const example: unknown = JSON.parse(readFileSync("data/example_record.json", "utf8"));
    for (const session of createMany(1, 200))
      expect(describeShape(session)).to.deep.equal(describeShape(Object(example)));
  });
  it("formats quantities as text of positive integers", () => {
    for (const { browse_history } of createMany(2, 500)) {
      for (const { quantity } of browse_history) expect(quantity).to.match(/^[1-9]$/);
    }
  });
  it("has each product once, so the length of the history is the number of different products", () => {
    for (const { browse_history } of createMany(6, 1000)) {
      expect(new Set(browse_history.map(({ product_code }) => product_code)).size).to.equal(browse_history.length);
    }
  });
  it("returns the same session for the same seed, and another for another", () => {
    expect(createMany(7, 50)).to.deep.equal(createMany(7, 50));
    expect(createMany(7, 5)).not.to.deep.equal(createMany(8, 5));
  });
  it("includes customers in the USA and elsewhere, products in the cart and not, and sessions with one product", () => {
    const sessions = createMany(3, 1000);
    const inTheUsa = sessions.filter(({ country }) => country === "USA").length;
    expect(inTheUsa).to.be.within(400, 600);
    expect(new Set(sessions.map(({ country }) => country)).size).to.be.greaterThan(5);
    expect(
      new Set(sessions.flatMap(({ browse_history }) => browse_history.map(({ in_shopping_cart }) => in_shopping_cart)))
        .size,
    ).to.equal(2);
    expect(sessions.some(({ browse_history }) => browse_history.length === 1)).to.equal(true);
  });
  it("gives each session its own id", () => {
    expect(new Set(createMany(4, 1000).map(({ session_id }) => session_id)).size).to.equal(1000);
  });
});

describe("seededRandom", () => {
  it("stays within [0, 1), for every kind of seed", () => {
    for (const seed of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
      const random = seededRandom(seed);
      for (let n = 0; n < 1000; n += 1) expect(random()).to.be.within(0, 1 - 2 ** -32);
    }
  });
});

describe("exponential", () => {
  it("has the requested mean, and more short times than long ones", () => {
    const random = seededRandom(5);
    const times = Array.from({ length: 20_000 }, () => drawExponential(random, 10));
    expect(times.reduce((sum, time) => sum + time, 0) / times.length).to.be.closeTo(10, 0.3);
    expect(times.filter((time) => time < 10).length / times.length).to.be.closeTo(1 - Math.exp(-1), 0.02);
    expect(Math.min(...times)).to.be.at.least(0);
  });
});
