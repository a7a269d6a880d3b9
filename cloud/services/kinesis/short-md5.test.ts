import { hash } from "node:crypto";
import { expect } from "chai";
import { seededRandom } from "../../core/random";
import { shortMd5 } from "./short-md5";

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join("");

function inHex(text: string): string {
  const words = new Uint32Array(4);
  expect(shortMd5(text, words), text).to.equal(true);
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
}

describe("MD5 of short texts", () => {
  it("is that of RFC 1321's examples", () => {
    expect(inHex("")).to.equal("d41d8cd98f00b204e9800998ecf8427e");
    expect(inHex("message digest")).to.equal("f96b697d7cb7938d525a2f31aaf161d0");
  });

  it("is node:crypto's, for every length that fits into a block", () => {
    const random = seededRandom("md5");
    for (let length = 0; length <= 55; length += 1) {
      for (let turn = 0; turn < 40; turn += 1) {
        const text = random.text(length, ASCII);
        expect(inHex(text), JSON.stringify(text)).to.equal(hash("md5", text));
      }
    }
  });

  it("is left to others for longer texts, and those that are not ASCII", () => {
    const words = new Uint32Array([1, 2, 3, 4]);
    for (const text of ["x".repeat(56), "x".repeat(300), "\u0080", "key-é", "漢", "𝄞"]) expect(shortMd5(text, words), text).to.equal(false);
    expect([...words]).to.deep.equal([1, 2, 3, 4]);
    expect(inHex("key"), "what was begun before is forgotten").to.equal(hash("md5", "key"));
  });
});
