import { between, pick, type Random } from "./random";

/** A product that a customer looked at. */
export interface BrowsedProduct {
  readonly product_code: string;
  /** The number of pieces, as text, such as `"2"`. */
  readonly quantity: string;
  readonly in_shopping_cart: boolean;
}

/** One customer's visit to the web shop. */
export interface BrowsingSession {
  readonly session_id: string;
  readonly customer_number: number;
  readonly city: string;
  readonly country: string;
  /** In US dollars. */
  readonly credit_limit: number;
  readonly browse_history: readonly BrowsedProduct[];
}

type Home = Pick<BrowsingSession, "city" | "country">;

const HOMES_IN_THE_USA: readonly [Home, ...Home[]] = [
  { city: "Washington", country: "USA" },
  { city: "Boston", country: "USA" },
  { city: "San Francisco", country: "USA" },
  { city: "Chicago", country: "USA" },
  { city: "Seattle", country: "USA" },
  { city: "Austin", country: "USA" },
];
/** Homes in other countries, each in another one. */
export const HOMES_ELSEWHERE: readonly [Home, ...Home[]] = [
  { city: "Nantes", country: "France" },
  { city: "Lima", country: "Peru" },
  { city: "Nairobi", country: "Kenya" },
  { city: "Osaka", country: "Japan" },
  { city: "Québec", country: "Canada" },
  { city: "Leeds", country: "UK" },
  { city: "Graz", country: "Austria" },
  { city: "Perth", country: "Australia" },
];

/**
 * Makes up a browsing session, with one or several products, each a few times. About half of the customers live in the
 * USA.
 */
export function browsingSession(random: Random): BrowsingSession {
  const id = Array.from({ length: 8 }, () => between(random, 0, 15).toString(16)).join("");
  const home = random() < 0.5 ? pick(random, HOMES_IN_THE_USA) : pick(random, HOMES_ELSEWHERE);
  return {
    session_id: id,
    customer_number: between(random, 100, 499),
    ...home,
    credit_limit: between(random, 0, 30) * 500,
    browse_history: drawProducts(random, between(random, 1, 6)).map((product) => ({
      product_code: `Product${product}`,
      quantity: String(between(random, 1, 9)),
      in_shopping_cart: random() < 0.4,
    })),
  };
}

/** `count` different product numbers from 1 to 40: a page seen twice is one entry of the history. */
function drawProducts(random: Random, count: number): number[] {
  const products = new Set<number>();
  while (products.size < count) products.add(between(random, 1, 40));
  return [...products];
}
