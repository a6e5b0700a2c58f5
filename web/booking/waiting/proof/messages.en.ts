export const messages = {
  proofWhy:
    "The draw depends on a secret that is already fixed. This is its fingerprint. After the draw the secret is published, and your browser can check that it fits: nobody can choose the result afterwards.",
  checkDraw: "Check my draw",
};

export type Messages = typeof messages;
