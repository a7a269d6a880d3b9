import type { Person } from "./person";

/**
 * Asks the random-user API for people, all of them made up. Each call returns other people.
 *
 * On AWS this is https://randomuser.me; the lab cloud has an API of its own, which answers in the same way. An instance
 * in the lab cloud finds the API's address in `RANDOM_USER_API`.
 *
 * @param count how many, 1 to 5000
 * @throws Error if the API does not answer, or refuses
 */
export async function askForPeople({ count }: { count: number }): Promise<Person[]> {
  const reply = await fetch(`${getApiAddress()}?results=${count}`);
  if (!reply.ok) throw new Error(`The random-user API answers ${reply.status} ${reply.statusText}.`);
  // The border: the API's documentation defines the answer's shape.
  const { results } = (await reply.json()) as { results: Person[] };
  return results;
}

function getApiAddress(): string {
  const { RANDOM_USER_API: message, AWS_ENDPOINT_URL: labCloud } = process.env;
  if (message) return message;
  return labCloud ? `${labCloud}/_lab/random-user/api/` : "https://randomuser.me/api/";
}
