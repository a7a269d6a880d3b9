import { expect } from "chai";
import { parseLibraries, listNodeLibraries } from "./shared-libraries";

describe("the shared libraries that a sandbox needs", () => {
  it("include those of Node that are files, and none from its first add-on on", () => {
    const node = ["linux-vdso.so.1", "/lib/libdl.so.2", "/lib/libc.so.6"];
    const found = ["/lib/libdl.so.2", "/lib/libc.so.6"];
    for (const more of [[], ["/app/duckdb.node", "/app/libduckdb.so"], [7, null]])
      expect(listNodeLibraries({ sharedObjects: [...node, ...more] })).to.deep.equal(found);
    expect(listNodeLibraries({ sharedObjects: ["/app/a.node", "/lib/libc.so.6"] })).to.deep.equal([]);
    for (const report of [undefined, null, "report", {}, { sharedObjects: "/lib/libc.so.6" }])
      expect(listNodeLibraries(report)).to.deep.equal([]);
  });

  it("include those that ldd finds for a program", () => {
    const output = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibsmartcols.so.1 => /lib/x86_64-linux-gnu/libsmartcols.so.1 (0x00007f00)
\tlibmissing.so.1 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f01)
`;
    expect(parseLibraries(output)).to.deep.equal([
      "/lib/x86_64-linux-gnu/libsmartcols.so.1",
      "/lib64/ld-linux-x86-64.so.2",
    ]);
    expect(parseLibraries("\tnot a dynamic executable\n")).to.deep.equal([]);
  });
});
