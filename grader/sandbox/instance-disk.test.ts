import { readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { bundleGrader } from "../core/bundle.mjs";
import { openConfinedCloud, type ConfinedCloud } from "../testing/confined-cloud";
import { explainNotConfined } from "./bubblewrap";
import { confineIn } from "./confine";
import { DEFAULT_LIMITS } from "./limits";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * User data that makes links to a file of this machine at all paths where the cloud might read or write for an
 * instance: on its disk, and beside it.
 */
const runLed = (file: string) => `#!/bin/bash
to=$(echo ${Buffer.from(file).toString("base64")} | base64 -d)
for place in "$LAB_DISK" "$LAB_DISK/.."; do
  mkdir -p "$place/var/lib/cloud" "$place/bin" "$place/boot/bin"
  for name in console.log user-data var/lib/cloud/user-data bin/boot bin/yum boot/user-data boot/bin/boot boot/bin/yum; do
    rm -f "$place/$name"; ln -s "$to" "$place/$name"
  done
done
echo "it was led"
`;

describe("the disk of an instance, which belongs to a submission", () => {
  let folder: string;
  let confined: ConfinedCloud;
  let free: ConfinedCloud;
  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    // Not in the temporary folder, since a sandbox has its own.
    await mkdir(join(ROOT, ".labs"), { recursive: true });
    folder = await mkdtemp(join(ROOT, ".labs", "hostile-"));
    const { enter } = await bundleGrader(ROOT);
    [confined, free] = await Promise.all([
      openConfinedCloud((socket) => confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket }).confine),
      openConfinedCloud(),
    ]);
  });
  after(async () => {
    await Promise.all([confined?.close(), free?.close()]);
    if (folder) await rm(folder, { recursive: true });
  });

  /** Restarts an instance with other user data. */
  async function restart({ ec2, cloud }: ConfinedCloud, id: string, script: string): Promise<void> {
    await ec2.stopInstances({ InstanceIds: [id] });
    await cloud.clock.advance(2);
    await ec2.modifyInstanceAttribute({ InstanceId: id, UserData: { Value: Buffer.from(script) } });
    await ec2.startInstances({ InstanceIds: [id] });
    await cloud.clock.advance(2);
  }

  it("leads the cloud to no file of this machine by a link instead of the console or the user data; if the instance isn't confined, it does", async () => {
    for (const [which, cloud] of Object.entries({ confined, free })) {
      const secret = join(folder, which);
      writeFileSync(secret, "a secret\n", { mode: 0o600 });
      const id = await cloud.launch(runLed(secret));
      const read = await cloud.waitForConsoleOutput(id, "it was led");
      // The next writing, and the next boot, would go through the links, too.
      await restart(cloud, id, "#!/bin/bash\necho 'the second script'\n");
      await cloud.waitForConsoleOutput(id, "the user data ended");
      const held = [read.includes("a secret"), readFileSync(secret, "utf8") === "a secret\n"];
      expect(held, which).to.deep.equal(which === "confined" ? [false, true] : [true, false]);
    }
  });

  it("blocks nobody with a FIFO, and is removed with everything on it", async () => {
    const script = `#!/bin/bash
cd "$LAB_DISK"; mkdir -p var/lib/cloud bin
for name in console.log var/lib/cloud/user-data bin/boot; do rm -f "$name"; mkfifo "$name"; done
python3 -c 'import os
for _ in range(500): os.mkdir("ten-or-more"); os.chdir("ten-or-more")'
echo "it is laid"
`;
    const id = await confined.launch(script);
    await confined.waitForConsoleOutput(id, "it is laid");
    await restart(confined, id, "#!/bin/bash\necho 'the second script'\n");
    await confined.waitForConsoleOutput(id, "the second script");
    await confined.ec2.terminateInstances({ InstanceIds: [id] });
    await confined.cloud.clock.advance(5_000);
  });

  it("is the only thing an instance can write to, which excludes its boot files", async () => {
    const script = `#!/bin/bash
for path in "$(dirname "$LAB_USER_DATA")" "$(dirname "$LAB_USER_DATA")/bin" "$LAB_DISK/.."; do touch "$path/x" 2>/dev/null && echo "wrote"; done
touch "$LAB_DISK/x" /home/ec2-user/x && echo "honest work"
`;
    expect(await confined.waitForConsoleOutput(await confined.launch(script), "honest work")).to.not.contain("wrote");
    expect(await free.waitForConsoleOutput(await free.launch(script), "honest work")).to.contain("wrote");
  });

  it("keeps what honest user data stores on it, across a restart with other user data", async () => {
    const id = await confined.launch("#!/bin/bash\necho kept > /home/ec2-user/a.txt\necho 'it is stored'\n");
    await confined.waitForConsoleOutput(id, "it is stored");
    await restart(
      confined,
      id,
      "#!/bin/bash\ncat /home/ec2-user/a.txt\ncurl -s http://169.254.169.254/latest/user-data\necho 'it is read'\n",
    );
    const text = await confined.waitForConsoleOutput(id, "it is read");
    expect(text).to.contain("kept\n").and.contain("curl -s http://169.254.169.254/latest/user-data\n");
  });
});
