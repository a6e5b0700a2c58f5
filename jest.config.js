/** One configuration for every kind of test; test/run.ts chooses among them by folder. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2024", parser: { syntax: "typescript" }, experimental: { keepImportAttributes: true } } },
    ],
  },
  // web/ has a package.json of its own, whose imports may not lead out of it.
  moduleNameMapper: { "^#(client|contract|web)/(.*)$": "<rootDir>/$1/$2" },
  // Sources of earlier versions.
  modulePathIgnorePatterns: ["<rootDir>/.encore/"],
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testTimeout: 30_000,
  // By default Jest leaves a processor to itself, which has little to do: on two processors one file would run at a time.
  maxWorkers: "100%",
};
