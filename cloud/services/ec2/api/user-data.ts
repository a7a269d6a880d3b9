import {
  createUserDataNotBase64Fault,
  createUserDataNotEmulatedFault,
  createUserDataTooLongFault,
} from "../model/faults";

const MAX_BYTES = 16_384;

/**
 * Checks user data, which is stored as base64.
 *
 * @throws AwsFault InvalidParameterValue if it is not base64 or too long, NotImplemented if it is not a script
 */
export function checkUserData(userData: string | undefined): string | undefined {
  if (userData === undefined || userData === "") return undefined;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) throw createUserDataNotBase64Fault();
  const plain = Buffer.from(userData, "base64");
  if (plain.byteLength > MAX_BYTES) throw createUserDataTooLongFault();
  const text = plain.toString("utf8");
  if (text.startsWith("#cloud-config")) throw createUserDataNotEmulatedFault("#cloud-config");
  if (/^(?:Content-Type|MIME-Version):/i.test(text)) throw createUserDataNotEmulatedFault("user data of several parts");
  if (!text.startsWith("#!"))
    throw createUserDataNotEmulatedFault("user data without a first line such as #!/bin/bash");
  return userData.replace(/\s/g, "");
}
