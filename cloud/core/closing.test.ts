import { expect } from "chai";
import { Closing } from "./closing";

describe("resources that close with a cloud", () => {
  it("close once, one after another, in reverse order of creation", async () => {
    const closing = new Closing();
    const ended: string[] = [];
    closing.add(() => void ended.push("first"));
    closing.add(async () => {
      await Promise.resolve();
      ended.push("second");
    });
    const { signal } = closing;
    expect(signal.aborted).to.equal(false);
    closing.begin();
    expect([signal.aborted, ended]).to.deep.equal([true, []]);
    await closing.run();
    await closing.run();
    expect(ended).to.deep.equal(["second", "first"]);
    expect(closing.signal.aborted, "of the next reset").to.equal(false);
  });
});
