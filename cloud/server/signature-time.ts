/** AWS takes a signature for this long around its time. Real time: the signer does not know the cloud's clock. */
export const TOLERATED_MS = 15 * 60 * 1000;
