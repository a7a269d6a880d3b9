import type { Mistake } from "../../../grader/index";

/** One = sets `in_shopping_cart` to true for every product, where === would compare. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: ["counts the pieces that are in the shopping cart"],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history as { quantity: string; in_shopping_cart: boolean }[]) {",
    "  overallProductQuantity += Number(product.quantity);",
    "  if (product.in_shopping_cart = true) {",
    "    overallInShoppingCart += Number(product.quantity);",
    "  }",
    "}",
    "userSession.overall_product_quantity = overallProductQuantity;",
    "userSession.overall_in_shopping_cart = overallInShoppingCart;",
    "userSession.total_different_products = userSession.browse_history.length;",
  ],
};
