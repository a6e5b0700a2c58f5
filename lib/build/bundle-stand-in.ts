/**
 * Stands for whatever an absent module exports. Reading a name of it and constructing it is harmless, since clients do
 * so at start; the first call throws.
 */
export const standIn = (module: string): unknown => {
  const absent: unknown = new Proxy(construct, {
    // It may be awaited, so it must not have `then`.
    get: (_, name) => (typeof name === "symbol" || name === "then" ? undefined : absent),
    construct: () => absent as object,
    apply: () => {
      throw new Error(`${module} is left out of this bundle; see absent-modules.ts.`);
    },
  });
  return absent;
};

function construct() {
  // Only a function of this kind can be both called and constructed; what it does is up to the proxy.
}
