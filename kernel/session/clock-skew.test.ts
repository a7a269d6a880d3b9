import { expect } from "chai";
import type { Message } from "../jupyter/message";
import { createClockSkew } from "./clock-skew";

const T = Date.parse("2030-01-01T00:00:00Z");
const createSent = (dateMs: number, session = "one"): Message => ({
  identities: [],
  header: { msg_id: "1", msg_type: "execute_request", session, date: new Date(dateMs).toISOString() },
  parent: {},
  metadata: {},
  content: {},
});

describe("createClockSkew", () => {
  for (const skewMs of [0, 3_600_000, -5_000]) {
    it(`computes when a message was sent with a client clock that is ${skewMs} ms off`, () => {
      const clockSkew = createClockSkew();
      clockSkew.estimateSentAtMs(createSent(T + skewMs), T + 2);
      // Sent at T + 1000, but 300 ms on its way.
      expect(clockSkew.estimateSentAtMs(createSent(T + 1000 + skewMs), T + 1300)).to.equal(T + 1000 + 2 + 1);
      expect(clockSkew.estimateSentAtMs(createSent(T + 2000 + skewMs), T + 2002)).to.equal(T + 2002);
    });
  }

  it("never returns a time before a message was sent: the transit takes at least the shortest time seen", () => {
    const clockSkew = createClockSkew();
    for (const wayMs of [50, 10, 30, 10, 200])
      expect(clockSkew.estimateSentAtMs(createSent(T), T + wayMs)).to.be.within(T, T + wayMs);
  });

  it("keeps clients separate", () => {
    const clockSkew = createClockSkew();
    clockSkew.estimateSentAtMs(createSent(T, "one"), T);
    expect(clockSkew.estimateSentAtMs(createSent(T - 9000, "two"), T + 100)).to.equal(T + 100);
  });

  it("uses the time of arrival for a message without a date", () => {
    const clockSkew = createClockSkew();
    const { header, ...rest } = createSent(T);
    expect(clockSkew.estimateSentAtMs({ ...rest, header: { msg_id: header.msg_id, msg_type: "x" } }, T + 7)).to.equal(
      T + 7,
    );
    expect(clockSkew.estimateSentAtMs({ ...rest, header: { ...header, date: "yesterday" } }, T + 8)).to.equal(T + 8);
  });
});
