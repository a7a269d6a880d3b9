const ROLE = "LabStack-FuelNetwork-SchedulerRole";

/**
 * Begins lab 02's second incident, by a call that a colleague could make: it lets Lambda use the role of the schedule, and
 * nobody else.
 */
export async function startSilence(): Promise<void> {
  await replaceTrust("lambda.amazonaws.com");
  console.log("A colleague has made a call.");
}

/** Gives the role of the schedule the trust policy that it was set up with. */
export async function endSilence(): Promise<void> {
  await replaceTrust("scheduler.amazonaws.com");
  console.log(`The role ${ROLE} trusts Scheduler alone, as at the beginning.`);
}

async function replaceTrust(service: string): Promise<void> {
  // Imported here, so that a notebook loads it only when it needs it.
  const { IAMClient, UpdateAssumeRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
  await new IAMClient({}).send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument }));
}
