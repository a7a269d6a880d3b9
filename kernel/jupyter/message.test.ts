import { expect } from "chai";
import { decode, encode, createHeader, type Message } from "./message";

const message: Message = {
  identities: [Buffer.from([0, 1, 255])],
  header: createHeader("execute_request"),
  parent: {},
  metadata: { cellId: "a" },
  content: { code: "Größe 🙂" },
};
const createFrames = (key: string): Buffer[] => encode(message, key).map((frame) => Buffer.from(frame));

describe("Jupyter messages", () => {
  for (const key of ["secret", ""]) {
    it(`survive a round trip over the wire (${key === "" ? "unsigned" : "signed"})`, () => {
      expect(decode(createFrames(key), key)).to.deep.equal(message);
    });
  }

  it("are signed as Jupyter does: HMAC-SHA256 in hex over the four parts", () => {
    const parts = { header: { msg_id: "1", msg_type: "x" }, parent: {}, metadata: {}, content: {} };
    const [delimiter, signature] = encode({ identities: [], ...parts }, "key");
    expect(delimiter).to.equal("<IDS|MSG>");
    // echo -n '{"msg_id":"1","msg_type":"x"}{}{}{}' | openssl dgst -sha256 -hmac key
    expect(signature).to.equal("472a1ead4690d565816b5e8706e67487756cd47f48ba8d090e502069ad007bb9");
  });

  it("are refused with a wrong or missing signature", () => {
    expect(() => decode(createFrames("other"), "secret")).to.throw("wrong signature");
    expect(() => decode(createFrames(""), "secret")).to.throw("wrong signature");
  });

  it("are refused if they are truncated", () => {
    expect(() => decode([], "")).to.throw("lacks frames");
    expect(() => decode(createFrames("").slice(0, 4), "")).to.throw("lacks frames");
    expect(() => decode(createFrames("").slice(2), "")).to.throw("lacks frames");
  });

  it("are refused if a part isn't an object", () => {
    const all = createFrames("");
    all[6] = Buffer.from("[1]");
    expect(() => decode(all, "")).to.throw("not an object");
    all[6] = Buffer.from("{");
    expect(() => decode(all, "")).to.throw("JSON");
    const headless = createFrames("");
    headless[3] = Buffer.from("{}");
    expect(() => decode(headless, "")).to.throw("no type or id");
  });
});
