/** What the random-user API tells of a person, as far as this course uses it. There is much more: addresses, phone numbers, even passwords. */
export interface Person {
  readonly gender: string;
  readonly name: { readonly title: string; readonly first: string; readonly last: string };
  readonly location: { readonly city: string; readonly country: string };
  readonly dob: { readonly date: string; readonly age: number };
  /** A `uuid` is never the same for two people. */
  readonly login: { readonly uuid: string; readonly username: string };
  readonly nat: string;
}
