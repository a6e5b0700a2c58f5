/**
 * Which file may import which, for dependency-cruiser. test/unit/imports.test.ts runs it; CONTRIBUTING.md says it in words.
 * Imports of types count like any other.
 */

const RULES = "^functions/[^/]+/(rules|seating)/";
const STORE = "-store\\.ts$";
const DYNAMODB_SDK = "node_modules/@aws-sdk/(lib|client)-dynamodb/";

/** The files of the contract that the handlers of a system may import. */
const CONTRACT_OF_SYSTEM = {
  audit: "audit",
  balance: "balance",
  "call-offs": "call-offs",
  catalog: "concerts|performances|performance-control",
  payments: "payments|refunds",
  queue: "queue|queue-control",
  reservations: "reservations",
  seats: "availability|blocked-seats|seats",
  service: "service",
  signing: "signing",
  webhooks: "webhooks",
};

export const ARROWS = {
  forbidden: [
    {
      name: "contract-imports-zod-alone",
      from: { path: "^contract/" },
      to: { pathNot: ["^contract/", "node_modules/zod/"] },
    },
    {
      // Pages compute with them: nothing that only the service needs may come along.
      name: "waiting-imports-queue-contract-alone",
      from: { path: "^contract/waiting/" },
      to: { pathNot: ["^contract/waiting/", "^contract/(queue|common)\\.ts$", "node_modules/zod/"] },
    },
    {
      name: "drawing-imports-seating-alone",
      from: { path: "^contract/drawing/" },
      to: { pathNot: "^contract/(drawing|seating)/" },
    },
    {
      name: "client-imports-contract-alone",
      from: { path: "^client/" },
      to: { pathNot: ["^client/", "^contract/", "node_modules/zod/"] },
    },
    {
      // Pages carry nothing of the service, and no schemas: zod may come along as types only.
      name: "web-imports-client-and-contract-alone",
      from: { path: "^web/(booking|shared)/" },
      to: {
        path: "^(functions|lib|bin|local|cli|simulation|bench|test)/|node_modules/(zod|jose|@aws-sdk)/",
      },
    },
    {
      name: "web-runs-only-pure-rules-of-the-contract",
      from: { path: "^web/(booking|shared)/" },
      to: {
        path: "^contract/",
        pathNot: "^contract/(waiting|drawing|seating)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "shared-parts-of-pages-import-no-screen",
      from: { path: "^web/shared/" },
      to: { path: "^web/booking/" },
    },
    {
      name: "functions-import-neither-stack-nor-tools",
      from: { path: "^functions/" },
      to: { path: ["^(lib|bin|local|cli|client|simulation|bench|test)/", "node_modules/(aws-cdk-lib|constructs)/"] },
    },
    {
      name: "lib-imports-only-tables-of-functions",
      from: { path: "^lib/" },
      to: {
        path: "^functions/",
        pathNot: "^functions/(deployment|shared/(grants|metric-names|origin-secret-header|settings|log))\\.ts$",
      },
    },
    { name: "lib-reaches-no-store", from: { path: "^lib/" }, to: { path: STORE, reachable: true } },
    {
      name: "rules-import-no-store",
      from: { path: RULES },
      to: { path: [STORE, "-messages\\.ts$", "/handlers/"] },
    },
    {
      name: "rules-do-no-io",
      from: { path: RULES },
      to: {
        path: [
          "node_modules/@aws-sdk/",
          "node_modules/@smithy/",
          "^functions/shared/(aws|dynamodb|environment|event-bus|secret-text|settings|sqs|transaction)\\.ts$",
        ],
      },
    },
    {
      name: "rules-reach-no-store",
      from: { path: RULES },
      to: { path: STORE, reachable: true },
    },
    {
      name: "expressions-are-written-in-stores",
      from: {
        path: "^functions/",
        pathNot: [
          STORE,
          "^functions/shared/(batch-read|dynamodb|transaction|transaction-conflict|transient-error)\\.ts$",
        ],
      },
      to: { path: DYNAMODB_SDK },
    },
    {
      name: "handlers-are-imported-by-nobody",
      from: { path: "^(contract|functions|client|lib)/" },
      to: { path: "^functions/[^/]+/handlers/" },
    },
    ...Object.entries(CONTRACT_OF_SYSTEM).map(([system, files]) => ({
      name: `handlers-of-${system}-import-their-own-contract`,
      from: { path: `^functions/${system}/handlers/` },
      to: { path: "^contract/", pathNot: `^contract/(${files}|common|problems)\\.ts$` },
    })),
    { name: "no-cycle", from: {}, to: { circular: true } },
  ].map((rule) => ({ ...rule, severity: "error" })),
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^web/dist/" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
