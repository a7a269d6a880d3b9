import { expect } from "chai";
import { splitMentionedDeclarations } from "./mentioned-declarations";
import { loadTslab } from "./tslab";

const DECLARED = `import { Client } from "client";
/** Whole trips only. */
declare const miles: Miles;
type Miles = number;
interface Fare {
    cents: typeof perMile;
}
declare const perMile: number;
declare const made: import("client").Client;
declare function fareOf(trip: string): Fare;
`;

describe("splitMentionedDeclarations", () => {
  const splitParts = (code: string) => splitMentionedDeclarations(loadTslab().ts, DECLARED, code);

  it("returns what a cell mentions, what that mentions, and all types and imports, in order", () => {
    expect(splitParts("fareOf('1')").mentioned).to.equal(`import { Client } from "client";
type Miles = number;
interface Fare {
    cents: typeof perMile;
}
declare const perMile: number;
declare const made: import("client").Client;
declare function fareOf(trip: string): Fare;
`);
  });

  it("returns the others with their documentation, for later cells", () => {
    const { mentioned, rest } = splitParts("fareOf('1')");
    expect(rest).to.equal("/** Whole trips only. */\ndeclare const miles: Miles;\n");
    expect(splitMentionedDeclarations(loadTslab().ts, mentioned + rest, "miles").rest).to.equal(
      "declare function fareOf(trip: string): Fare;\n",
    );
  });
});
