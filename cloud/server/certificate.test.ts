import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { Storage } from "../storage/storage";
import { loadCertificate } from "./certificate";

const DAY_MS = 86_400_000;

describe("a cloud's certificate", () => {
  const data = createTemporaryFolder();
  const storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });
  after(() => storage.close());

  it("is valid only for this machine's names, and can't sign others", async () => {
    const { certificate, key, file } = await loadCertificate(storage);
    const read = new X509Certificate(readFileSync(file));
    expect(read.toString()).to.equal(new X509Certificate(certificate).toString());
    // oxlint-disable-next-line project/no-localhost -- a name in a certificate
    const name = "localhost";
    expect(read.checkHost(name)).to.equal(name);
    expect(read.checkIP("127.0.0.1")).to.equal("127.0.0.1");
    for (const other of ["example.com", "lab cloud"]) expect(read.checkHost(other), other).to.equal(undefined);
    expect(read.checkIP("127.0.0.2")).to.equal(undefined);
    expect(read.ca).to.equal(false);
    expect(read.verify(read.publicKey)).to.equal(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).to.equal(true);
    expect(statSync(join(data, "tls.json")).mode & 0o077).to.equal(0);
  });

  it("stays the same until it is about to expire, by the machine's clock", async () => {
    const first = await loadCertificate(storage);
    Date.now = () => now() + 360 * DAY_MS;
    expect(await loadCertificate(storage)).to.deep.equal(first);
    Date.now = () => now() + 380 * DAY_MS;
    const next = await loadCertificate(storage);
    expect(Date.parse(new X509Certificate(next.certificate).validTo)).to.be.greaterThan(now() + 700 * DAY_MS);
    expect(readFileSync(next.file, "utf8")).to.equal(next.certificate);
  });
});
