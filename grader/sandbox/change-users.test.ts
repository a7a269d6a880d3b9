import { expect } from "chai";
import { canChangeUsers } from "./change-users";

/** The effective capabilities of a process that has these, by their numbers in linux/capability.h. */
const formatStatus = (...capabilities: readonly number[]): string =>
  `Name:\tnode\nCapPrm:\t0000000000000000\nCapEff:\t${capabilities
    .reduce((bits, capability) => bits | (1n << BigInt(capability)), 0n)
    .toString(16)
    .padStart(16, "0")}\nCapBnd:\t000001ffffffffff\n`;
const [CHOWN, SETGID, SETUID, NET_ADMIN, SYS_ADMIN] = [0, 6, 7, 12, 21];
const NEEDED = [CHOWN, SETGID, SETUID, NET_ADMIN, SYS_ADMIN];
const ALL_USERS = "         0          0 4294967295\n";

describe("a grader that can run sandboxed code as another user", () => {
  const canChange = (more: Partial<Parameters<typeof canChangeUsers>[0]> = {}): boolean =>
    canChangeUsers({ user: 0, status: formatStatus(...NEEDED), users: ALL_USERS, ...more });

  it("is root with the capabilities for that, whatever others it has", () => {
    expect([canChange(), canChange({ status: formatStatus(...NEEDED, 1, 8, 40) })]).to.deep.equal([true, true]);
  });

  it("is neither root without one of them, nor anybody else", () => {
    for (const missing of NEEDED)
      expect(
        canChange({ status: formatStatus(...NEEDED.filter((item) => item !== missing)) }),
        String(missing),
      ).to.equal(false);
    expect([
      canChange({ status: "Name:\tnode\n" }),
      canChange({ user: 1000 }),
      canChange({ user: undefined }),
    ]).to.deep.equal([false, false, false]);
  });

  it("is not the root of a container that has only some of the machine's users", () => {
    const canChangeWith = (users: string): boolean => canChange({ users });
    expect(["0 100000 65536\n", "0 0 2147483646\n", "1 0 4294967295\n", ""].map(canChangeWith)).to.deep.equal([
      false,
      false,
      false,
      false,
    ]);
    expect(["0 0 2147483647\n", "0 100000 2147483647\n"].map(canChangeWith)).to.deep.equal([true, true]);
  });
});
