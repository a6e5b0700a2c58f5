/** The process that `synthesizeApart` starts: synthesizes the stages it is sent, and sends back what came of them. */
import { type Synthesis, synthesize } from "#lib/build/synth.ts";
import type { SynthesisReply, SynthesisRequest } from "#lib/build/synthesize-apart.ts";

const replyTo = async (requests: readonly SynthesisRequest[]): Promise<SynthesisReply> => {
  try {
    const syntheses: Synthesis[] = [];
    for (const { stageName, outdir, context } of requests) syntheses.push(await synthesize(stageName, outdir, context));
    return { syntheses };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
};

process.once("message", (requests: readonly SynthesisRequest[]) => {
  void replyTo(requests).then((reply) => process.send?.(reply, () => process.disconnect()));
});
// Without its parent nobody wants the result.
process.once("disconnect", () => process.exit());
