import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** One = sets `in_shopping_cart` to true for every product, where === would compare. */
  "cart-assigned": {
    fails: ["counts the pieces that are in the shopping cart"],
    changes: [
      [
        "userSession.browse_history)",
        "userSession.browse_history as { quantity: string; in_shopping_cart: boolean }[])",
      ],
      ["product.in_shopping_cart", "product.in_shopping_cart = true"],
    ],
  },
  /** The sum begins with nothing, so it is NaN, which is null in JSON. */
  "cart-without-beginning": {
    fails: ["counts the pieces that are in the shopping cart"],
    changes: [["let overallInShoppingCart = 0;", "let overallInShoppingCart: any;"]],
  },
  /** The condition always holds: products outside of the cart count, too. */
  "cart-forgotten": {
    fails: ["counts the pieces that are in the shopping cart"],
    changes: [["product.in_shopping_cart", "true"]],
  },
  /** The products that are not in the cart are counted. */
  "cart-inverted": {
    fails: ["counts the pieces that are in the shopping cart"],
    changes: [["product.in_shopping_cart", "!product.in_shopping_cart"]],
  },
  /** The metric is the list of products itself, instead of its length. */
  "length-forgotten": {
    fails: ["counts the different products"],
    changes: [["userSession.browse_history.length", "userSession.browse_history"]],
  },
  /** The metrics are computed, but not written into the record. */
  "metrics-not-put-into-the-record": {
    fails: [
      "counts all pieces that were looked at",
      "counts the pieces that are in the shopping cart",
      "counts the different products",
    ],
    changes: [
      ["\nuserSession.overall_product_quantity = overallProductQuantity;", ""],
      ["\nuserSession.overall_in_shopping_cart = overallInShoppingCart;", ""],
      ["\nuserSession.total_different_products = userSession.browse_history.length;", ""],
    ],
  },
  /** The metric is the number of pieces, instead of the number of products. */
  "pieces-instead-of-products": {
    fails: ["counts the different products"],
    changes: [["userSession.browse_history.length", "overallProductQuantity"]],
  },
  /** The metric counts the products in the cart, instead of their pieces. */
  "products-in-cart-counted": {
    fails: ["counts the pieces that are in the shopping cart"],
    changes: [["overallInShoppingCart += Number(product.quantity)", "overallInShoppingCart += 1"]],
  },
  /** The quantity is not converted to a number: 0 + "2" + "1" is "021". */
  "quantities-joined-as-text": {
    fails: ["counts all pieces that were looked at", "counts the pieces that are in the shopping cart"],
    changes: [["Number(product.quantity)", "product.quantity"]],
  },
  /** The quantities become numbers in the record itself, which arrives changed. */
  "quantities-changed-in-the-record": {
    fails: ["counts all pieces that were looked at"],
    answer: [
      "const history = userSession.browse_history as any[];",
      "history.forEach((product) => (product.quantity = Number(product.quantity)));",
      "userSession.overall_product_quantity = history.reduce((sum, product) => sum + product.quantity, 0);",
      "userSession.overall_in_shopping_cart = history.reduce((sum, p) => sum + (p.in_shopping_cart ? p.quantity : 0), 0);",
      "userSession.total_different_products = history.length;",
    ],
    isAlwaysJudged: true,
  },
  /** The numbers are right, but are written as text. */
  "numbers-written-as-text": {
    fails: [
      "counts all pieces that were looked at",
      "counts the pieces that are in the shopping cart",
      "counts the different products",
    ],
    changes: [
      ["= overallProductQuantity;", "= String(overallProductQuantity) as any;"],
      ["= overallInShoppingCart;", "= String(overallInShoppingCart) as any;"],
      ["= userSession.browse_history.length;", "= String(userSession.browse_history.length) as any;"],
    ],
  },
  /** The sum begins at 1. */
  "sum-begins-at-one": {
    fails: ["counts all pieces that were looked at"],
    changes: [["overallProductQuantity = 0", "overallProductQuantity = 1"]],
  },
};
