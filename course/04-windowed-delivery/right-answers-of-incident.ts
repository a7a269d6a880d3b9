/** Right answers to the missing partition, in the form of `right-answers.ts`. */
export const incidentAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "all statements at once, with the folders by a pattern, and small letters",
    "add-partitions",
    `const keys = (await listDeliveredObjects({ bucketName, prefix: "" })).map(({ key }) => key);
const services = [...new Set(keys.flatMap((key) => /^([^/]+-service)\\//.exec(key)?.[1] ?? []))].sort();
await Promise.all(services.map((service) =>
  runQuery({ ...ATHENA, sql: \`alter table \${table} add if not exists partition (componentname = '\${service}') location 's3://\${bucketName}/\${service}'\` })));`,
  ],
  [
    "SHOW PARTITIONS before, and one statement for all that are missing",
    "add-partitions",
    `const known = JSON.stringify((await runQuery({ ...ATHENA, sql: \`SHOW PARTITIONS \${table}\` })).rows);
const missing = new Set<string>();
for (const { key } of await listDeliveredObjects({ bucketName, prefix: "" })) {
  const folder = key.slice(0, key.indexOf("/"));
  if (/-service$/.test(folder) && !known.includes(\`=\${folder}\`)) missing.add(folder);
}
const parts = [...missing].map((name) => \`PARTITION (componentName = '\${name}') LOCATION 's3://\${bucketName}/\${name}/'\`);
if (parts.length > 0) await runQuery({ ...ATHENA, sql: \`ALTER TABLE \${table} ADD \${parts.join(" ")}\` });`,
  ],
];
