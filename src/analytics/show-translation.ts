import { labCloud } from "../waiting/lab-cloud";

/**
 * Prints the translation of an SQL application into Flink SQL, part by part. Only the lab cloud translates; on AWS a
 * line says that AWS does not.
 *
 * @throws Error if the lab cloud cannot translate it, with line and column
 */
export async function showTranslation({ applicationName }: { applicationName: string }): Promise<void> {
  const cloud = await labCloud();
  if (cloud === undefined) {
    console.log("You're on AWS, not in the lab cloud: AWS doesn't show the translation.");
    return;
  }
  const token = process.env["LABS_CLOUD_TOKEN"];
  const reply = await fetch(
    `${cloud.endpoint}/_lab/kinesisanalyticsv2/translation?application=${encodeURIComponent(applicationName)}`,
    { headers: token ? { "x-lab-token": token } : {} },
  );
  // The border: `translation-lookup.ts` of the lab cloud defines the answer's shape.
  const answer = (await reply.json()) as {
    readonly message?: string;
    readonly pairs?: readonly { readonly sql: string; readonly flink: string }[];
  };
  if (answer.pairs === undefined) throw new Error(answer.message ?? `The lab cloud answers ${reply.status}.`);
  for (const { sql, flink } of answer.pairs) console.log(`-- SQL application\n${sql}\n\n-- Flink SQL\n${flink}\n`);
}
