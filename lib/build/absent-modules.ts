import type { Plugin } from "esbuild";

/**
 * Modules that a function in Lambda never runs, left out of every bundle: half of the AWS SDK's size.
 * Each is checked by test/stack/bundle.test.ts, which runs a bundle of every client we use.
 */
const ABSENT: readonly RegExp[] = [
  // Ways to find credentials. Lambda always has them in its environment, where the SDK looks first.
  /^@aws-sdk\/credential-provider-(sso|ini|process|web-identity|http|login)$/,
  /^@smithy\/credential-provider-imds$/,
  /^@aws-sdk\/token-providers$/,
  // Streamed answers: no operation of DynamoDB, SQS, Secrets Manager or EventBridge has one.
  /^@smithy\/core\/event-streams$/,
  // Endpoint discovery, which only Timestream requires; the DynamoDB client makes its cache and never asks it.
  /^@aws-sdk\/endpoint-cache$/,
];

/**
 * Puts a stand-in where a bundle would have one of the absent modules. Reading a name of it and constructing it
 * is harmless, since clients do so at start; the first call throws an error that names the module.
 */
export const absentModules: Plugin = {
  name: "absent-modules",
  setup(build) {
    build.onResolve({ filter: new RegExp(ABSENT.map((module) => module.source).join("|")) }, ({ path }) => ({
      path,
      namespace: "absent",
    }));
    build.onLoad({ filter: /.*/, namespace: "absent" }, ({ path }) => ({ contents: standIn(path) }));
  },
};

// CommonJS, because only there may a name be imported that is not known when bundling. esbuild copies the prototype of
// `module.exports`, not the object, hence Object.create. An imported namespace is awaited, so it must not have `then`.
const standIn = (module: string): string => `
const absent = new Proxy(function () {}, {
  get: (_, name) => (typeof name === "symbol" || name === "then" || name === "__esModule" ? undefined : absent),
  construct: () => absent,
  apply: () => {
    throw new Error(${JSON.stringify(`${module} is left out of this bundle; see lib/build/absent-modules.ts.`)});
  },
});
module.exports = Object.create(absent);
`;
