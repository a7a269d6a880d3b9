import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { makeCertificate, toPkcs12 } from "../server/certificate";

/**
 * The certificate that Flink's programs and the lab cloud present to each other on Flink's ports. Connections without it, such as from
 * another user of the machine, are refused.
 */
export interface FlinkIdentity {
  /** The file with key and certificate, for Java. */
  readonly keyStore: string;
  readonly password: string;
  /** For the lab cloud's own calls. */
  readonly agent: Agent;
}

/**
 * Makes a new key with its own certificate. It is valid for one start of Flink.
 *
 * @param keyStore the file to write; only its owner can read it
 */
export async function makeIdentity(keyStore: string): Promise<FlinkIdentity> {
  const { certificate, key } = await makeCertificate({ forClients: true });
  const password = randomBytes(24).toString("hex");
  // Removed first: an existing file would keep its mode.
  rmSync(keyStore, { force: true });
  writeFileSync(keyStore, toPkcs12({ certificate, key }, password), { mode: 0o600, flag: "wx" });
  return { keyStore, password, agent: new Agent({ ca: certificate, cert: certificate, key, keepAlive: true }) };
}
