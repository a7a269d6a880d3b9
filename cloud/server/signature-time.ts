/**
 * AWS accepts a signature for this long before and after its time. By real time: the signer does not know the cloud's
 * clock.
 */
export const TOLERATED_MS = 15 * 60 * 1000;
