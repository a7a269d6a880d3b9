const LARGE_REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];

/** Shards of an account in a region (KDS-006). */
export const shardLimitIn = (region: string): number => (LARGE_REGIONS.includes(region) ? 500 : 200);
