import { generateKeyPair, randomBytes, X509Certificate } from "node:crypto";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Storage } from "../storage/storage";

/** A TLS server's certificate and private key, both in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** The part of node-forge, which has no types, that is used here. */
interface Forge {
  readonly asn1: { toDer(value: Asn1): { getBytes(): string } };
  readonly pkcs12: { toPkcs12Asn1(key: ForgeKey, certificate: Draft, password: string): Asn1 };
  readonly md: { readonly sha256: { create(): Digest } };
  readonly pki: {
    createCertificate(): Draft;
    publicKeyFromPem(pem: string): ForgeKey;
    privateKeyFromPem(pem: string): ForgeKey;
    certificateToPem(certificate: Draft): string;
    certificateFromPem(pem: string): Draft;
  };
}
type Asn1 = Readonly<Record<string, unknown>>;
type Digest = Readonly<Record<string, unknown>>;
type ForgeKey = Readonly<Record<string, unknown>>;
interface Draft {
  publicKey: ForgeKey;
  serialNumber: string;
  readonly validity: { notBefore: Date; notAfter: Date };
  setSubject(attributes: readonly object[]): void;
  setIssuer(attributes: readonly object[]): void;
  setExtensions(extensions: readonly object[]): void;
  sign(key: ForgeKey, digest: Digest): void;
}

/** macOS and iOS refuse a server's certificate that is valid for longer. */
const VALID_DAYS = 397;
/** A certificate that expires sooner is replaced at a start. */
const MIN_VALID_DAYS = 30;
const DAY_MS = 86_400_000;
// oxlint-disable-next-line project/no-localhost -- a name in a certificate; nobody is sent there
const NAME = "localhost";
const ADDRESS = "127.0.0.1";
/** node-forge's numbers for the kinds of alternative names. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/**
 * The certificate of a cloud: the folder's, or a new one, signed by itself. It may not sign other certificates, so to
 * trust it means to trust nothing else. Only the owner can read the key file.
 *
 * @returns also `file`, the certificate's file, for clients that should trust it
 */
export async function loadCertificate(storage: Storage): Promise<Certificate & { readonly file: string }> {
  const document = storage.readDocument<Certificate>("tls.json");
  const used = document !== undefined && isValidFor(document, MIN_VALID_DAYS) ? document : await makeCertificate();
  if (used !== document) storage.writeDocument("tls.json", used);
  return { ...used, file: storage.writeText("certificate.pem", used.certificate) };
}

/**
 * Whether a certificate is valid for `days` more days, by this machine's clock, which clients use, not by the cloud's.
 */
const isValidFor = ({ certificate }: Certificate, days: number): boolean =>
  Date.parse(new X509Certificate(certificate).validTo) > Date.now() + days * DAY_MS;

/** Loads node-forge only when it is needed: few clouds use TLS, and it takes longer to load than a start takes. */
const loadForge = (): Forge => createRequire(import.meta.url)("node-forge") as Forge;

/**
 * Makes a new self-signed certificate for this machine's loopback address.
 *
 * @param forClients whether clients show it, too
 */
export async function makeCertificate({ forClients = false } = {}): Promise<Certificate> {
  const { pki, md } = loadForge();
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  // The serial number must be positive: its first bit is 0.
  certificate.serialNumber = `01${randomBytes(15).toString("hex")}`;
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + VALID_DAYS * DAY_MS - DAY_MS);
  const name = [{ name: "commonName", value: "lab cloud" }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: "basicConstraints", cA: false, critical: true },
    { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
    { name: "extKeyUsage", serverAuth: true, clientAuth: forClients },
    {
      name: "subjectAltName",
      altNames: [
        { type: DNS_NAME, value: NAME },
        { type: IP_ADDRESS, ip: ADDRESS },
      ],
    },
  ]);
  certificate.sign(pki.privateKeyFromPem(privateKey), md.sha256.create());
  return { certificate: pki.certificateToPem(certificate), key: privateKey };
}

/** A certificate with its key as PKCS #12, the format of key stores that Java and Node read. */
export function toPkcs12({ certificate, key }: Certificate, password: string): Buffer {
  const { asn1, pkcs12, pki } = loadForge();
  const store = pkcs12.toPkcs12Asn1(pki.privateKeyFromPem(key), pki.certificateFromPem(certificate), password);
  return Buffer.from(asn1.toDer(store).getBytes(), "latin1");
}
