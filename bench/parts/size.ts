/** How large the code of each function is, as it is deployed. `npm run size` says what it is made of. */

import type { Part } from "#bench/frame/part.ts";
import { median } from "#bench/frame/spread.ts";
import { bytesMaxOf, FUNCTION_BYTES_MAX, functionSizes } from "#lib/build/bundle-size.ts";
import { bundleFunctions } from "#lib/build/function-bundles.ts";

const TARGETS = { worstKb: 300, medianKb: 280 } as const;
/** What the median may be until its target is met; the largest has the limit of every function. */
const MEDIAN_LIMIT_KB = 360;
const BARS_MAX = 12;

/** It is mostly the document itself, which grows with the API and not with what a function does. */
const IS_DOCUMENT = "service/handlers/read-openapi";

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;

export const size: Part = {
  name: "size",
  what: "bytes of the code of every function",
  run: async ({ progress }) => {
    progress("bundling every function");
    const sizes = await functionSizes(await bundleFunctions());
    const code = sizes.filter(({ handler }) => handler !== IS_DOCUMENT);
    const worst = kilobytes(code[0]?.bytes ?? Number.NaN);
    const middle = kilobytes(median(code.map(({ bytes }) => bytes)));
    const limit = FUNCTION_BYTES_MAX / 1000;
    return {
      tables: [
        {
          caption: "Code of each function in KB (1 KB = 1,000 bytes), the largest first",
          columns: ["Function", "KB", "limit", "largest package", "KB of it"],
          rows: sizes.map(({ handler, bytes, packages: [largest] }) => [
            handler,
            kilobytes(bytes),
            kilobytes(bytesMaxOf(handler)),
            largest?.name ?? "–",
            kilobytes(largest?.bytes ?? 0),
          ]),
        },
      ],
      charts: [
        {
          kind: "bars",
          id: "size",
          title: `The ${BARS_MAX} largest functions`,
          axis: "KB of code",
          scale: "linear",
          bars: code.slice(0, BARS_MAX).map(({ handler, bytes }) => ({
            label: handler.replace("/handlers/", "/"),
            value: kilobytes(bytes),
            text: `${kilobytes(bytes)} KB`,
          })),
          target: { value: TARGETS.worstKb, text: `target ${TARGETS.worstKb} KB` },
          inWords: `The largest function has ${worst} KB of code, the median one ${middle} KB.`,
        },
      ],
      checks: [
        {
          what: "code of the largest function",
          unit: "KB",
          basis: "counted",
          better: "lower",
          value: worst,
          target: TARGETS.worstKb,
          limit,
        },
        {
          what: "code of the median function",
          unit: "KB",
          basis: "counted",
          better: "lower",
          value: middle,
          target: TARGETS.medianKb,
          limit: MEDIAN_LIMIT_KB,
        },
        ...sizes.map(
          ({ handler, bytes }) =>
            ({
              what: `code of ${handler}`,
              unit: "KB",
              basis: "counted",
              better: "lower",
              value: kilobytes(bytes),
              target: kilobytes(bytesMaxOf(handler)),
            }) as const,
        ),
      ],
      notes: ["The OpenAPI document is a part of read-openapi. It counts in neither the largest nor the median."],
      raw: { sizes },
    };
  },
};
