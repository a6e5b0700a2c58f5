import { fileURLToPath } from "node:url";
import { build as bundleAlone, type Plugin } from "esbuild";

/**
 * Packages, folders and files that a function in Lambda never runs, by their path in node_modules. They are left out of
 * every bundle: over half of the AWS SDK. test/stack/bundle.test.ts runs a bundle of every client we use without them.
 */
export const ABSENT_MODULES: readonly string[] = [
  // Ways to find credentials. Lambda always has them in its environment, where the SDK looks first.
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@aws-sdk/credential-provider-node/dist-es/remoteProvider.js",
  "@smithy/credential-provider-imds",
  "@aws-sdk/token-providers",
  // The region of an EC2 instance, which only the defaults mode "auto" asks for.
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js",
  // Event streams and their signatures: no operation of DynamoDB, SQS, Secrets Manager or EventBridge has one.
  "@smithy/core/dist-es/submodules/event-streams",
  "@smithy/signature-v4/dist-es/HeaderFormatter.js",
  // Endpoint discovery, which only Timestream requires; the DynamoDB client makes its cache and never asks it.
  "@aws-sdk/endpoint-cache",
  "@aws-sdk/client-dynamodb/dist-es/commands/DescribeEndpointsCommand.js",
  // Hashes in plain JavaScript, for a Node without OpenSSL.
  "@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js",
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js",
  // The retry mode "adaptive". Functions run in the standard mode.
  "@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js",
  "@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter.js",
  // Names of S3 buckets in endpoints.
  "@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js",
  // The verifier for Cognito alone. Ours takes any issuer.
  "aws-jwt-verify/dist/esm/cognito-verifier.js",
  // Its way to fetch keys. Ours come from a key set.
  "aws-jwt-verify/dist/esm/https.js",
  "aws-jwt-verify/dist/esm/https-node.js",
];

/** Puts a stand-in where a bundle would have one of the absent modules; its first call throws, naming the module. */
export const absentModules: Plugin = {
  name: "absent-modules",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]/ }, async ({ path }) => {
      const module = absentModuleOf(path);
      return module === undefined ? undefined : { contents: await standInFor(module, path) };
    });
  },
};

const STAND_IN = fileURLToPath(new URL("bundle-stand-in.ts", import.meta.url));

const absentModuleOf = (path: string): string | undefined => {
  const inPackages = path.replaceAll("\\", "/").split("/node_modules/").at(-1) ?? "";
  return ABSENT_MODULES.find((module) => inPackages === module || inPackages.startsWith(`${module}/`));
};

const standInFor = async (module: string, path: string): Promise<string> => {
  const names = (await exportsOf(path)).map((name) => `absent as ${name}`);
  return `
import { standIn } from ${JSON.stringify(STAND_IN)};
const absent = /* @__PURE__ */ standIn(${JSON.stringify(module)});
export { ${names.join(", ")} };
`;
};

/** The names that a module exports, those that it takes from other files of its package among them. */
const exportsOf = async (path: string): Promise<readonly string[]> => {
  const { metafile } = await bundleAlone({
    entryPoints: [path],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
};
