/** The sender of an SQS queue, against a real SQS server. */
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "@jest/globals";
import { startSqs } from "#local/sqs/sqs-server.ts";

const server = await startSqs();
Object.assign(process.env, {
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_SQS: server.endpoint,
});
const { sqs, sqsSender } = await import("#functions/shared/sqs.ts");

afterAll(async () => {
  sqs.destroy();
  await server.stop();
});

interface Letter {
  readonly text: string;
}

/** A sender with an SQS queue of its own, and a way to receive what is in that queue. */
const senderOf = async (name: string) => {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const queueUrl = `${server.endpoint}/000000000000/${name}`;
  process.env["LETTERS_QUEUE_URL"] = queueUrl;
  const receive = async (): Promise<readonly Message[]> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    return messages;
  };
  return { ...sqsSender<Letter>("LETTERS_QUEUE_URL"), receive };
};

const textsOf = (messages: readonly Message[]): readonly string[] =>
  messages.map(({ Body: body }) => (JSON.parse(body ?? "") as Letter).text);

describe("sqsSender", () => {
  it("sends a message as JSON", async () => {
    const { send, receive } = await senderOf("one");

    await send({ text: "안녕" });

    expect(textsOf(await receive())).toEqual(["안녕"]);
  });

  it.each(["mina 🎫", "\u{1F3AB}\u0000\u007f\u0080\uffff", "\ud83c alone", "\u2028"])(
    "sends %j in ASCII, alone and with others, and it is the same text again",
    async (text) => {
      const { send, sendAll, receive } = await senderOf(`ascii-${Buffer.from(text).toString("hex")}`);

      await send({ text });
      const refused = await sendAll([{ text }]);
      const messages = await receive();

      expect(refused).toEqual([]);
      expect(textsOf(messages)).toEqual([text, text]);
      for (const { Body: body = "" } of messages) expect(body).toMatch(/^[ -~\x7f]*$/);
    },
  );

  it("clamps the delay to what SQS allows", async () => {
    const { send, receive } = await senderOf("delays");
    const delays: unknown[] = [];
    sqs.middlewareStack.add(
      (next) => (args) => {
        delays.push((args.input as { DelaySeconds?: number }).DelaySeconds);
        return next(args);
      },
      { step: "initialize", name: "delays" },
    );

    for (const delaySeconds of [-5, 30, 901]) await send({ text: "later" }, delaySeconds);
    sqs.middlewareStack.remove("delays");

    expect(delays).toEqual([0, 30, 900]);
    expect(textsOf(await receive())).toEqual(["later"]);
  });

  it("sends any number of messages, and reports none as failed", async () => {
    const { sendAll, receive } = await senderOf("many");
    const texts = Array.from({ length: 23 }, (_, index) => `letter ${index}`);

    const failed = await sendAll(texts.map((text) => ({ text })));

    const received: string[] = [];
    for (let page = await receive(); page.length > 0; page = await receive()) received.push(...textsOf(page));
    expect(failed).toEqual([]);
    expect(received.toSorted()).toEqual(texts.toSorted());
  });

  it("returns the messages of a batch that SQS refused", async () => {
    const { sendAll } = await senderOf("too-large");
    const large = { text: "x".repeat(2 * 1024 * 1024) };

    expect(await sendAll([large, { text: "small" }])).toContain(large);
  });

  it("needs the URL of its queue at cold start", () => {
    expect(() => sqsSender("NO_QUEUE_URL")).toThrow("NO_QUEUE_URL");
  });
});
