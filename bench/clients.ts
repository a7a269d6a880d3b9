/** The place and keys of a cloud, as a lab cloud that runs in this process has them. */
interface CloudAddress {
  readonly endpoint: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
type Config = Required<CloudAddress> & { readonly forcePathStyle: boolean };
type ClientClass = new (config: Config) => object;

/** The SDK's clients for a cloud, by the names of their classes. */
export function createClients<Classes extends Readonly<Record<string, ClientClass>>>(
  classes: Classes,
  { endpoint, region = "us-east-1", credentials = { accessKeyId: "any", secretAccessKey: "any" } }: CloudAddress,
): { [Name in keyof Classes]: InstanceType<Classes[Name]> } {
  const config = { endpoint, region, credentials, forcePathStyle: true };
  const clients = Object.entries(classes).map(([name, Client]) => [name, new Client(config)]);
  return Object.fromEntries(clients) as { [Name in keyof Classes]: InstanceType<Classes[Name]> };
}
