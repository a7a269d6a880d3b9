import type { Mistake } from "../../../grader/index";

/** The metric counts the products in the cart, instead of their pieces. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: ["counts the pieces that are in the shopping cart"],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history) {",
    "  overallProductQuantity += Number(product.quantity);",
    "  if (product.in_shopping_cart) {",
    "    overallInShoppingCart += 1;",
    "  }",
    "}",
    "userSession.overall_product_quantity = overallProductQuantity;",
    "userSession.overall_in_shopping_cart = overallInShoppingCart;",
    "userSession.total_different_products = userSession.browse_history.length;",
  ],
};
