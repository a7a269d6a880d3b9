/**
 * A person of the random-user API, with the members that this course uses. The API gives many more: addresses, phone
 * numbers, even passwords.
 */
export interface Person {
  readonly gender: string;
  readonly name: { readonly title: string; readonly first: string; readonly last: string };
  readonly location: { readonly city: string; readonly country: string };
  readonly dob: { readonly date: string; readonly age: number };
  /** No two people have the same `uuid`. */
  readonly login: { readonly uuid: string; readonly username: string };
  readonly nat: string;
}
