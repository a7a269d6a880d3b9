import { expect } from "chai";
import { Clock } from "../../../../core/clock";
import { IdleEnvironments, type WarmEnvironment } from "./executions";

const RETENTION_SECONDS = 600;
const MAX = 50;

describe("idle environments", () => {
  const createIdle = () => {
    const clock = new Clock({
      ...{ now: 1_000, upMs: 0, speed: 0 },
      onError: (error: unknown) => {
        throw error;
      },
    });
    const ended: WarmEnvironment[] = [];
    return { clock, ended, environments: new IdleEnvironments(clock, async (warm) => void ended.push(warm)) };
  };
  // The border: the kept values are never inspected.
  const warm = (name: string): WarmEnvironment => ({ temporary: name }) as WarmEnvironment;
  const listNames = (all: readonly WarmEnvironment[]): string[] => all.map(({ temporary }) => temporary);

  it("are each used once, starting with the most recently used of a key", () => {
    const { environments, ended } = createIdle();
    const [a, b, other] = [warm("a"), warm("b"), warm("other")];
    environments.add("f", a);
    environments.add("f", b);
    environments.add("g", other);
    expect([environments.take("f"), environments.take("f"), environments.take("f")]).to.deep.equal([b, a, undefined]);
    expect([environments.drop(other), environments.drop(other), environments.drop(a)]).to.deep.equal([
      ...[true, false, false],
    ]);
    expect(environments.take("g")).to.equal(undefined);
    expect(ended).to.deep.equal([]);
  });

  it("end separately after ten minutes without an invocation", async () => {
    const { clock, environments, ended } = createIdle();
    environments.add("f", warm("a"));
    environments.add("f", warm("taken"));
    environments.take("f");
    await clock.advance(1);
    environments.add("f", warm("b"));
    await clock.advance(RETENTION_SECONDS - 2);
    expect(ended).to.deep.equal([]);
    await clock.advance(1);
    expect(listNames(ended)).to.deep.equal(["a"]);
    await clock.advance(1);
    expect(listNames(ended)).to.deep.equal(["a", "b"]);
    await clock.advance(RETENTION_SECONDS);
    expect(ended).to.have.lengthOf(2);
  });

  it("are limited to fifty, and the least recently used ends first", async () => {
    const { clock, environments, ended } = createIdle();
    for (let n = 0; n < MAX; n++) environments.add("f", warm(`${n}`));
    await clock.advance(1);
    expect(ended).to.deep.equal([]);
    environments.add("g", warm("more"));
    await clock.advance(1);
    expect(listNames(ended)).to.deep.equal(["0"]);
  });

  it("all end at once on request", async () => {
    const { environments, ended } = createIdle();
    for (const [key, name] of [
      ["f", "a"],
      ["g", "b"],
      ["f", "c"],
    ] as const)
      environments.add(key, warm(name));
    await environments.endAll((key) => key === "f");
    expect(listNames(ended)).to.deep.equal(["a", "c"]);
    expect(environments.take("g")).to.include({ temporary: "b" });
  });
});
